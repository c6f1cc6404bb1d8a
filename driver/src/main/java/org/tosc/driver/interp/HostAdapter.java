package org.tosc.driver.interp;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.builtin.Builtin;
import org.tosc.rt.builtin.Builtins;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.error.Place;
import org.tosc.rt.ops.Access;
import org.tosc.rt.ops.Arithmetic;
import org.tosc.rt.ops.Calls;
import org.tosc.rt.ops.Compare;
import org.tosc.rt.ops.Concat;
import org.tosc.rt.ops.Declare;
import org.tosc.rt.ops.Derivatives;
import org.tosc.rt.ops.Iter;
import org.tosc.rt.ops.Iterate;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Literals;
import org.tosc.rt.ops.Members;
import org.tosc.rt.ops.RunTimeStatements;
import org.tosc.rt.ops.Truth;
import org.tosc.rt.ops.TypeChecks;
import org.tosc.rt.ops.Unpack;
import org.tosc.rt.value.ClassValue;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ErrorValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Missing;
import org.tosc.rt.value.Text;
import org.tosc.tir.interp.GuestFault;
import org.tosc.tir.interp.HostRuntime;
import org.tosc.tir.interp.Interpreter;
import org.tosc.tir.ir.ArrayType;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CellType;
import org.tosc.tir.ir.CodeType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.TupleType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.VectorType;
import org.tosc.tir.source.Position;
import org.tosc.tir.source.Span;

/// Gives the interpreter the host operations: each is one method of the run-time library.
final class HostAdapter implements HostRuntime {
  private static final @Nullable Object[] NOTHING = {};

  @Override
  public Object text(String value) {
    return Text.of(value);
  }

  @Override
  public Object missing() {
    return Missing.VALUE;
  }

  @Override
  public Object closure(Function function, @Nullable Object[] captures, Invoker invoker) {
    return new InterpretedFunction(function, captures, invoker);
  }

  @Override
  public RuntimeException thrown(@Nullable Object value, Span at) {
    return GuestError.thrown(value, place(at));
  }

  @Override
  public @Nullable Object caught(Throwable fault, Span at) {
    if (fault instanceof Interpreter.OutOfFuel outOfFuel) {
      throw outOfFuel;
    }
    GuestError error = Errors.asGuest(guest(fault));
    locate(error, at);
    return error.value();
  }

  /// A fault of TIR's own meaning as the run-time library's error.
  static Throwable guest(Throwable fault) {
    if (!(fault instanceof GuestFault own)) {
      return fault;
    }
    ErrorValue error = new ErrorValue(own.kind(), own.text());
    return GuestError.thrown(error, place(own.span()));
  }

  private static Place place(Span span) {
    Position from = span.from();
    return new Place(span.source().name(), from.line(), from.column());
  }

  @Override
  public void locate(RuntimeException fault, Span at) {
    switch (fault) {
      case GuestFault own -> own.locate(at);
      case GuestError error when !at.isNone() -> error.at(place(at));
      default -> {}
    }
  }

  @Override
  public @Nullable Object[] apply(Operation operation, @Nullable Object[] in) {
    Attributes attributes = operation.attributes();
    return switch ((HostOp) operation.op()) {
      case BOX -> one(in[0]);
      case UNBOX -> one(unbox(in[0], operation.result().type(), attributes.string("what", "")));
      case ADD -> one(Arithmetic.add(in[0], in[1]));
      case SUB -> one(Arithmetic.sub(in[0], in[1]));
      case MUL -> one(Arithmetic.mul(in[0], in[1]));
      case DIV -> one(Arithmetic.div(in[0], in[1]));
      case FLOORDIV -> one(Arithmetic.floorDiv(in[0], in[1]));
      case MOD -> one(Arithmetic.mod(in[0], in[1]));
      case POW -> one(Arithmetic.pow(in[0], in[1]));
      case MATMUL -> one(Arithmetic.matmul(in[0], in[1]));
      case NEG -> one(Arithmetic.neg(in[0]));
      case BITAND -> one(Arithmetic.bitAnd(in[0], in[1]));
      case BITOR -> one(Arithmetic.bitOr(in[0], in[1]));
      case BITXOR -> one(Arithmetic.bitXor(in[0], in[1]));
      case SHL -> one(Arithmetic.shl(in[0], in[1]));
      case SHR -> one(Arithmetic.shr(in[0], in[1]));
      case EQ -> one(Compare.eq(in[0], in[1]));
      case NE -> one(Compare.ne(in[0], in[1]));
      case LT -> one(Compare.lt(in[0], in[1]));
      case LE -> one(Compare.le(in[0], in[1]));
      case GT -> one(Compare.gt(in[0], in[1]));
      case GE -> one(Compare.ge(in[0], in[1]));
      case IN -> one(Compare.in(in[0], in[1]));
      case TRUTHY -> one(Truth.of(in[0]));
      case IS -> one(Kind.is(in[0], attributes.string("kind")));
      case GET -> one(Access.get(in[0], in[1]));
      case SET -> none(() -> Access.set(in[0], in[1], in[2]));
      case SLICE -> one(Access.slice(in[0], in[1], in[2], in[3]));
      case SET_SLICE -> none(() -> Access.setSlice(in[0], in[1], in[2], in[3], in[4]));
      case MEMBER -> one(Access.member(in[0], attributes.string("name")));
      case SET_MEMBER -> none(() -> Access.setMember(in[0], attributes.string("name"), in[1]));
      case INVOKE ->
          one(Access.invoke(in[0], attributes.string("name"), rest(in, 1), names(attributes)));
      case SUPER ->
          one(
              Members.invokeSuper(
                  in[0],
                  (ClassValue) some(in[1]),
                  attributes.string("name"),
                  rest(in, 2),
                  names(attributes)));
      case CALL -> one(Calls.call(in[0], rest(in, 1), names(attributes)));
      case APPLY -> one(Literals.apply(in[0], in[1]));
      case BUILTIN ->
          one(
              unbox(
                  builtin(attributes).invokeNamed(in, names(attributes)),
                  operation.result().type(),
                  attributes.string("name") + "()"));
      case BUILTIN_VALUE -> one(builtin(attributes));
      case CONCAT -> one(Concat.all(in));
      case LIST -> one(ListValue.of(in));
      case DICT -> one(Literals.dict(in));
      case RANGE -> one(Literals.range(in[0], in[1], in[2], attributes.flag("inclusive", false)));
      case PARTS -> one(Literals.parts(attributes.strings("kinds"), in));
      case CLASS -> one(type(attributes, in));
      case ENUM ->
          one(Declare.enumeration(attributes.string("name"), attributes.strings("members"), in));
      case MODULE ->
          one(Declare.module(attributes.string("name"), attributes.strings("members"), in));
      case ITER -> one(attributes.flag("pairs", false) ? Iterate.pairs(in[0]) : Iterate.of(in[0]));
      case HAS_NEXT -> one(((Iter) some(in[0])).hasNext());
      case NEXT -> one(((Iter) some(in[0])).next());
      case UNPACK -> unpack(operation, in[0]);
      case IS_MISSING -> one(in[0] == Missing.VALUE);
      case CHECK ->
          one(TypeChecks.of(attributes.string("type")).check(in[0], attributes.string("what")));
      case CHECK_DIMS ->
          none(
              () ->
                  TypeChecks.checkDims(in, array(attributes, "types"), array(attributes, "names")));
      case FOLLOWS -> one(Derivatives.follows(in[0]));
      case STAND_IN -> one(Derivatives.standIn(in[0], in[1]));
      case RUNTIME ->
          one(RunTimeStatements.run(attributes.string("statement"), in, names(attributes)));
      case CLOSURE, CELL, CELL_GET, CELL_SET ->
          throw new IllegalStateException("the interpreter's own: " + operation.op());
    };
  }

  private static @Nullable Object[] one(@Nullable Object value) {
    return new Object[] {value};
  }

  private static @Nullable Object[] none(Runnable effect) {
    effect.run();
    return NOTHING;
  }

  private static Object some(@Nullable Object value) {
    return Objects.requireNonNull(value);
  }

  private static @Nullable Object[] rest(@Nullable Object[] in, int from) {
    return Arrays.copyOfRange(in, from, in.length);
  }

  private static String[] names(Attributes attributes) {
    return array(attributes, "names");
  }

  private static String[] array(Attributes attributes, String name) {
    return attributes.strings(name).toArray(String[]::new);
  }

  private static FunctionValue builtin(Attributes attributes) {
    String name = attributes.string("name");
    Builtin row = Builtins.find(name);
    if (row == null) {
      throw Errors.name("there is no built-in `" + name + "`");
    }
    return row.function();
  }

  private static ClassValue type(Attributes attributes, @Nullable Object[] in) {
    ClassValue type = Declare.type(attributes.string("name"), attributes.strings("members"), in);
    return attributes.flag("model", false) ? type.asModel() : type;
  }

  private static @Nullable Object[] unpack(Operation operation, @Nullable Object value) {
    int count = operation.results().size();
    return operation.attributes().has("rest")
        ? Unpack.withRest(value, count, Math.toIntExact(operation.attributes().integer("rest")))
        : Unpack.exactly(value, count);
  }

  private static @Nullable Object unbox(@Nullable Object value, Type type, String what) {
    if (!fits(value, type)) {
      throw TypeChecks.mismatch(what, words(type), value);
    }
    return value;
  }

  private static boolean fits(@Nullable Object value, Type type) {
    return switch (type) {
      case Scalar scalar ->
          scalar == Scalar.I64
              ? value instanceof Long
              : scalar == Scalar.F64 ? value instanceof Double : value instanceof Boolean;
      case HostType host ->
          switch (host) {
            case ANY -> true;
            case STR -> value instanceof Text;
            case LIST -> value instanceof ListValue;
            case DICT -> value instanceof DictValue;
            case RANGE -> value instanceof org.tosc.rt.value.RangeValue;
            case FN -> value instanceof FunctionValue;
            case ITER -> false;
          };
      case TensorType _ -> value instanceof org.tosc.rt.tensor.Tensor;
      case TileType _,
          VectorType _,
          BufferType _,
          TupleType _,
          ArrayType _,
          CodeType _,
          SlotType _,
          CellType _ ->
          false;
    };
  }

  /// A type in the words of the language.
  private static String words(Type type) {
    return switch (type) {
      case Scalar scalar ->
          scalar == Scalar.I64 ? "an int" : scalar == Scalar.F64 ? "a float" : "a bool";
      case HostType host ->
          switch (host) {
            case STR -> "a string";
            case LIST -> "a list";
            case DICT -> "a dict";
            case RANGE -> "a range";
            case FN -> "a function";
            case ANY, ITER -> host.toString();
          };
      case TensorType _ -> "a tensor";
      case TileType _,
          VectorType _,
          BufferType _,
          TupleType _,
          ArrayType _,
          CodeType _,
          SlotType _,
          CellType _ ->
          throw new IllegalStateException(type + " is no host value");
    };
  }
}
