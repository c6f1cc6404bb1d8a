package org.tosc.driver.fuzz;

import java.util.List;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Expressions of the `host` family.
final class TirHosts {
  private static final List<HostOp> BINARY =
      List.of(
          HostOp.ADD,
          HostOp.SUB,
          HostOp.MUL,
          HostOp.DIV,
          HostOp.FLOORDIV,
          HostOp.MOD,
          HostOp.POW,
          HostOp.BITAND,
          HostOp.BITOR,
          HostOp.BITXOR,
          HostOp.SHL,
          HostOp.SHR,
          HostOp.MATMUL);
  private static final List<HostOp> COMPARISONS =
      List.of(HostOp.EQ, HostOp.NE, HostOp.LT, HostOp.LE, HostOp.GT, HostOp.GE);
  private static final List<Type> OPERANDS =
      List.of(
          HostType.ANY,
          Scalar.I64,
          Scalar.F64,
          Scalar.I1,
          HostType.STR,
          HostType.LIST,
          HostType.DICT,
          HostType.RANGE,
          HostType.FN);
  private static final List<String> BUILTINS =
      List.of("len", "str", "type", "abs", "max", "min", "int", "float", "keys", "sorted", "sum");
  private static final List<String> METHODS =
      List.of("push", "pop", "upper", "keys", "contains", "length", "next", "at");
  private static final List<String> TEXTS = List.of("", "a", "key", "äö", "12", "1.5", "b c");
  private static final List<String> KINDS =
      List.of("int", "float", "bool", "string", "nil", "list", "dict", "function", "error");

  private final TirBody body;
  private final TirScope scope;
  private final TirValues values;
  private final Choices c;

  TirHosts(TirBody body, TirValues values) {
    this.body = body;
    this.scope = body.scope;
    this.values = values;
    this.c = body.c;
  }

  /// An operand of any type that host operations take.
  Value operand(int depth) {
    return values.of(c.pick(OPERANDS), depth);
  }

  Value of(Type type, int depth) {
    return switch ((HostType) type) {
      case ANY -> any(depth);
      case STR -> text(depth);
      case LIST -> scope.op(HostOp.LIST, items(depth));
      case DICT -> dict(depth);
      case RANGE -> range();
      case FN -> function();
      case ITER -> throw new IllegalStateException("no value");
    };
  }

  private Value[] items(int depth) {
    Value[] items = new Value[depth <= 0 ? c.below(2) : c.below(4)];
    for (int i = 0; i < items.length; i++) {
      items[i] = depth <= 0 ? values.of(Scalar.I64, 0) : operand(depth - 1);
    }
    return items;
  }

  private Value text(int depth) {
    return depth <= 0 || c.coin()
        ? scope.constant(HostType.STR, Attribute.of(c.pick(TEXTS)))
        : scope.op(HostOp.CONCAT, items(depth));
  }

  private Value dict(int depth) {
    Value[] entries = new Value[2 * c.below(3)];
    for (int i = 0; i < entries.length; i += 2) {
      entries[i] = depth > 1 && c.rarely(6) ? operand(0) : values.of(HostType.STR, 0);
      entries[i + 1] = operand(depth - 1);
    }
    return scope.op(HostOp.DICT, entries);
  }

  private Value range() {
    Attributes attributes =
        c.coin() ? Attributes.of("inclusive", Attribute.of(true)) : Attributes.NONE;
    Value start = scope.constant(Scalar.I64, Attribute.of(c.below(4) - 1L));
    Value end = scope.constant(Scalar.I64, Attribute.of((long) c.below(5)));
    Value step =
        c.rarely(3)
            ? scope.constant(Scalar.I64, Attribute.of(c.below(5) - 2L))
            : scope.constant(HostType.ANY, Attribute.Nil.NIL);
    return scope.with(HostOp.RANGE, attributes, start, end, step).result();
  }

  private Value function() {
    String closure = body.context.closure;
    if (closure != null && !values.cells().isEmpty()) {
      Attributes function = Attributes.of("function", new Attribute.Symbol(closure));
      Value cell = c.pick(values.cells());
      return scope.with(HostOp.CLOSURE, function, cell, values.of(HostType.ANY, 0)).result();
    }
    Attributes name = Attributes.of("name", Attribute.of(c.pick(BUILTINS)));
    Value builtin = scope.with(HostOp.BUILTIN_VALUE, name).result();
    return scope.stated(HostOp.UNBOX, HostType.FN, Attributes.NONE, builtin);
  }

  private Value any(int depth) {
    if (depth <= 0) {
      return switch (c.below(4)) {
        case 0 -> scope.constant(HostType.ANY, Attribute.Nil.NIL);
        case 1 -> values.boxed(values.of(HostType.STR, 0));
        case 2 -> values.boxed(values.of(Scalar.F64, 0));
        default -> values.boxed(values.of(Scalar.I64, 0));
      };
    }
    return switch (c.below(16)) {
      case 0 -> values.boxed(values.of(Scalar.I64, depth - 1));
      case 1, 2 -> values.boxed(operand(depth - 1));
      case 3, 4, 5 -> scope.op(c.pick(BINARY), operand(depth - 1), operand(depth - 1));
      case 6 -> scope.op(HostOp.NEG, operand(depth - 1));
      case 7 ->
          scope.stated(
              c.pick(COMPARISONS), HostType.ANY, Attributes.NONE, operand(depth - 1), operand(0));
      case 8 -> scope.op(HostOp.GET, operand(depth - 1), operand(0));
      case 9 -> scope.op(HostOp.SLICE, operand(depth - 1), bound(), bound(), bound());
      case 10 -> builtin(depth);
      case 11 -> invoke(depth);
      case 12 -> call(depth);
      case 13 -> cellOrGlobal();
      case 14 -> declared(depth);
      default -> checked(depth);
    };
  }

  private Value bound() {
    return c.coin()
        ? scope.constant(HostType.ANY, Attribute.Nil.NIL)
        : scope.constant(Scalar.I64, Attribute.of(c.below(6) - 2L));
  }

  private Value builtin(int depth) {
    Attributes name = Attributes.of("name", Attribute.of(c.pick(BUILTINS)));
    return scope.stated(HostOp.BUILTIN, HostType.ANY, name, operand(depth - 1));
  }

  private Value invoke(int depth) {
    Attributes name = Attributes.of("name", Attribute.of(c.pick(METHODS)));
    Value receiver = operand(depth - 1);
    return (c.coin()
            ? scope.with(HostOp.INVOKE, name, receiver)
            : scope.with(HostOp.INVOKE, name, receiver, operand(0)))
        .result();
  }

  private Value call(int depth) {
    return switch (c.below(4)) {
      case 0, 1 -> scope.op(HostOp.CALL, values.of(HostType.FN, depth - 1), operand(depth - 1));
      case 2 -> scope.op(HostOp.CALL, operand(depth - 1));
      default ->
          scope.op(
              HostOp.APPLY, values.of(HostType.FN, depth - 1), values.of(HostType.LIST, depth - 1));
    };
  }

  private Value cellOrGlobal() {
    if (!values.cells().isEmpty()) {
      return scope.op(HostOp.CELL_GET, c.pick(values.cells()));
    }
    return scope.globalGet(body.context.anyGlobal, HostType.ANY);
  }

  /// A class of one field initialiser and method, its instance, an enumeration or a module.
  private Value declared(int depth) {
    return switch (c.below(4)) {
      case 0, 1 -> {
        Attributes members =
            Attributes.of("name", Attribute.of("C"))
                .with("members", Attribute.strings(List.of("at")));
        Value parent = scope.constant(HostType.ANY, Attribute.Nil.NIL);
        Value type = scope.with(HostOp.CLASS, members, parent, values.of(HostType.FN, 0)).result();
        yield c.coin() ? type : scope.op(HostOp.CALL, type);
      }
      case 2 -> {
        Attributes members =
            Attributes.of("name", Attribute.of("E"))
                .with("members", Attribute.strings(List.of("A", "key")));
        yield scope
            .with(HostOp.ENUM, members, values.of(Scalar.I64, 0), values.of(Scalar.I64, 0))
            .result();
      }
      default -> {
        Attributes members =
            Attributes.of("name", Attribute.of("m"))
                .with("members", Attribute.strings(List.of("a", "key")));
        yield scope.with(HostOp.MODULE, members, operand(depth - 1), operand(0)).result();
      }
    };
  }

  private Value checked(int depth) {
    return switch (c.below(5)) {
      case 0, 1 -> {
        Attributes attributes =
            Attributes.of(
                    "type", Attribute.of(c.pick(List.of("int", "float", "string", "list[int]"))))
                .with("what", Attribute.of("x"));
        yield scope.with(HostOp.CHECK, attributes, operand(depth - 1)).result();
      }
      case 2 -> {
        Attributes name =
            Attributes.of(
                "name", Attribute.of(c.pick(List.of("length", "key", "a", "A", "at", "kind"))));
        yield scope.with(HostOp.MEMBER, name, operand(depth - 1)).result();
      }
      case 3 -> {
        Type to = c.pick(List.of(Scalar.I64, Scalar.F64, HostType.STR, HostType.LIST));
        Attributes what = c.coin() ? Attributes.of("what", Attribute.of("x")) : Attributes.NONE;
        yield values.boxed(scope.stated(HostOp.UNBOX, to, what, operand(depth - 1)));
      }
      default -> {
        Attributes statement = Attributes.of("statement", Attribute.of("deploy"));
        yield c.rarely(4)
            ? scope.with(HostOp.RUNTIME, statement).result()
            : values.boxed(values.of(HostType.LIST, depth - 1));
      }
    };
  }

  Value truth(int depth) {
    return switch (c.below(6)) {
      case 0 -> scope.op(HostOp.TRUTHY, operand(depth - 1));
      case 1 ->
          scope
              .with(
                  HostOp.IS, Attributes.of("kind", Attribute.of(c.pick(KINDS))), operand(depth - 1))
              .result();
      case 2 -> scope.op(HostOp.IN, operand(depth - 1), operand(depth - 1));
      case 3 -> {
        Value absent =
            c.coin()
                ? scope.constant(HostType.ANY, Attribute.Missing.MISSING)
                : values.of(HostType.ANY, 0);
        yield scope.op(HostOp.IS_MISSING, absent);
      }
      default ->
          scope.stated(
              c.pick(COMPARISONS), Scalar.I1, Attributes.NONE, operand(depth - 1), operand(0));
    };
  }
}
