package org.tosc.tir.interp;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// One call in progress: the values of its operations and how the region that just ended was left.
final class Activation {
  /// How a region was left.
  private enum Exit {
    YIELD,
    BREAK,
    CONTINUE,
    RETURN,
    AGAIN
  }

  private static final @Nullable Object[] NOTHING = {};

  private final Interpreter interpreter;
  private final Function function;
  private final Kernels kernels;
  private @Nullable Object[] values = new @Nullable Object[16];

  /// What the last terminator carried.
  private @Nullable Object[] carried = NOTHING;

  Activation(Interpreter interpreter, Function function) {
    this.interpreter = interpreter;
    this.function = function;
    this.kernels = new Kernels(interpreter, this::body);
  }

  @Nullable Object[] run(@Nullable Object[] arguments) {
    define(function.params(), arguments);
    while (true) {
      Exit exit = region(function.body());
      switch (exit) {
        case RETURN -> {
          return carried;
        }
        case AGAIN -> define(function.params(), carried);
        case YIELD, BREAK, CONTINUE ->
            throw new IllegalStateException("@" + function.symbol() + " ended by " + exit);
      }
    }
  }

  private Exit region(Region region) {
    for (Operation operation : region.ops()) {
      interpreter.burn();
      Exit exit;
      try {
        exit = operation(operation);
      } catch (RuntimeException fault) {
        interpreter.host().locate(fault, operation.span());
        throw fault;
      }
      if (exit != null) {
        return exit;
      }
    }
    throw new IllegalStateException("a region without a terminator in @" + function.symbol());
  }

  /// Runs one operation; null means that the next one follows.
  private @Nullable Exit operation(Operation operation) {
    return switch (operation.op()) {
      case CoreOp core -> core(core, operation);
      case HostOp hostOp -> {
        define(operation.results(), hostOperation(hostOp, operation));
        yield null;
      }
      case TensorOp tensor -> {
        define(
            operation.results(),
            interpreter.tensors().apply(operation, present(operands(operation))));
        yield null;
      }
      case FusedOp ignored -> {
        define(operation.results(), body(operation.region(0), operands(operation)));
        yield null;
      }
      case KernelOp kernel -> {
        define(operation.results(), kernels.apply(kernel, operation, operands(operation)));
        yield null;
      }
    };
  }

  private @Nullable Exit core(CoreOp op, Operation o) {
    return switch (op) {
      case CONST -> result(o, constant(o.result().type(), o.attributes().asMap().get("value")));
      case ADD,
          SUB,
          MUL,
          DIV,
          FLOORDIV,
          MOD,
          QUOT,
          REM,
          POW,
          MIN,
          MAX,
          WRAPPING_ADD,
          WRAPPING_SUB,
          WRAPPING_MUL,
          WRAPPING_SHL,
          WRAPPING_SHR,
          AND,
          OR,
          XOR,
          SHL,
          SHR,
          EQ,
          NE,
          LT,
          LE,
          GT,
          GE,
          NEG,
          ABS,
          SQRT,
          EXP,
          LOG,
          SIN,
          COS,
          TANH,
          FLOOR,
          CEIL,
          NOT,
          FMA,
          DOT4,
          CAST,
          LDEXP,
          BITCAST ->
          result(o, arithmetic(op, o));
      case SELECT -> result(o, select(o));
      case SPLAT -> result(o, Lanes.splat(((VectorType) o.result().type()).lanes(), some(o, 0)));
      case LANES_BELOW -> result(o, Lanes.below(o.result().type(), (Long) some(o, 0)));
      case SHUFFLE ->
          result(o, Lanes.shuffle(o.attributes().integers("lanes"), some(o, 0), some(o, 1)));
      case REDUCE_ADD -> {
        Scalar type = (Scalar) o.result().type();
        CoreOp add = type.isFloat() ? CoreOp.ADD : CoreOp.WRAPPING_ADD;
        yield result(o, Lanes.reduce(add, type, some(o, 0)));
      }
      case REDUCE_MAX -> result(o, Lanes.reduce(CoreOp.MAX, scalar(o.result()), some(o, 0)));
      case REDUCE_MIN -> result(o, Lanes.reduce(CoreOp.MIN, scalar(o.result()), some(o, 0)));
      case ZERO -> result(o, Aggregates.zero(o.result().type(), interpreter.host()));
      case TUPLE, ARRAY -> result(o, operands(o));
      case ITEM -> result(o, Aggregates.item(o, some(o, 0)));
      case WITH -> result(o, Aggregates.withItem(o, some(o, 0), get(o.operand(1))));
      case SPLAT_ARRAY -> result(o, Aggregates.splat(o, get(o.operand(0))));
      case ELEMENT -> result(o, Aggregates.element(some(o, 0), some(o, 1)));
      case WITH_ELEMENT ->
          result(o, Aggregates.withElement(some(o, 0), some(o, 1), get(o.operand(2))));
      case ADDRESS -> result(o, function(o.attributes().symbol("function")));
      case CALL_ADDRESS -> callAddress(o);
      case SLOT ->
          result(
              o,
              new Cell(
                  o.operands().isEmpty()
                      ? Interpreter.zero(((SlotType) o.result().type()).content())
                      : get(o.operand(0))));
      case SLOT_GET -> result(o, ((Cell) some(o, 0)).value);
      case SLOT_SET -> store((Cell) some(o, 0), get(o.operand(1)));
      case GLOBAL_GET -> result(o, interpreter.global(o.attributes().symbol("global")));
      case GLOBAL_SET -> {
        interpreter.setGlobal(o.attributes().symbol("global"), get(o.operand(0)));
        yield null;
      }
      case CALL -> call(o);
      case IF -> conditional(o);
      case LOOP -> loop(o);
      case TRY -> attempt(o);
      case FINALLY -> cleanUp(o);
      case YIELD -> leave(Exit.YIELD, o);
      case BREAK -> leave(Exit.BREAK, o);
      case CONTINUE -> leave(Exit.CONTINUE, o);
      case RETURN -> leave(Exit.RETURN, o);
      case TAIL_CALL -> leave(Exit.AGAIN, o);
      case THROW -> throw interpreter.host().thrown(get(o.operand(0)), o.span());
      case UNREACHABLE ->
          throw new IllegalStateException("reached core.unreachable at " + o.span());
    };
  }

  private Object arithmetic(CoreOp op, Operation o) {
    if (o.operand(0).type() instanceof VectorType) {
      return Lanes.apply(op, o, present(operands(o)));
    }
    return o.operands().size() == 2 && op != CoreOp.LDEXP
        ? ScalarMeaning.binary(op, scalar(o.operand(0)), some(o, 0), some(o, 1))
        : ScalarMeaning.apply(op, scalar(o.operand(0)), scalar(o.result()), present(operands(o)));
  }

  private @Nullable Object select(Operation o) {
    if (o.operand(0).type() instanceof VectorType) {
      return Lanes.select(some(o, 0), some(o, 1), some(o, 2));
    }
    return truth(o) ? get(o.operand(1)) : get(o.operand(2));
  }

  private @Nullable Object[] hostOperation(HostOp op, Operation o) {
    @Nullable Object[] operands = operands(o);
    return switch (op) {
      case CELL -> one(new Cell(operands[0]));
      case CELL_GET -> one(((Cell) some(o, 0)).value);
      case CELL_SET -> {
        ((Cell) some(o, 0)).value = operands[1];
        yield NOTHING;
      }
      case CLOSURE -> {
        String symbol = o.attributes().symbol("function");
        Function target = function(symbol);
        yield one(interpreter.host().closure(target, operands, interpreter::call));
      }
      default -> interpreter.host().apply(o, operands);
    };
  }

  private @Nullable Exit call(Operation o) {
    Function target = function(o.attributes().symbol("callee"));
    define(o.results(), new Activation(interpreter, target).run(operands(o)));
    return null;
  }

  private @Nullable Exit callAddress(Operation o) {
    @Nullable Object[] operands = operands(o);
    @Nullable Object[] arguments = java.util.Arrays.copyOfRange(operands, 1, operands.length);
    define(o.results(), new Activation(interpreter, (Function) some(o, 0)).run(arguments));
    return null;
  }

  private Function function(String symbol) {
    return Objects.requireNonNull(interpreter.module().function(symbol), symbol);
  }

  /// Runs the body of a nest or group.
  @Nullable Object[] body(Region body, @Nullable Object[] params) {
    define(body.params(), params);
    if (region(body) != Exit.YIELD) {
      throw new IllegalStateException("the body of a nest or group was left");
    }
    return carried;
  }

  private @Nullable Exit conditional(Operation o) {
    Exit exit = region(o.region(truth(o) ? 0 : 1));
    if (exit == Exit.YIELD) {
      define(o.results(), carried);
      return null;
    }
    return exit;
  }

  private @Nullable Exit loop(Operation o) {
    while (true) {
      region(o.region(0));
      if (!Boolean.TRUE.equals(carried[0])) {
        return null;
      }
      Exit exit = region(o.region(1));
      switch (exit) {
        case BREAK -> {
          return null;
        }
        case RETURN, AGAIN -> {
          return exit;
        }
        case YIELD, CONTINUE -> {
          Exit step = region(o.region(2));
          if (step != Exit.YIELD) {
            return step;
          }
        }
      }
    }
  }

  private @Nullable Exit attempt(Operation o) {
    Exit exit;
    try {
      exit = region(o.region(0));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
      Object caught = interpreter.host().caught(fault, o.span());
      define(o.region(1).params(), one(caught));
      exit = region(o.region(1));
    }
    return exit == Exit.YIELD ? null : exit;
  }

  private @Nullable Exit cleanUp(Operation o) {
    Exit exit;
    @Nullable Object[] pending;
    try {
      exit = region(o.region(0));
      pending = carried;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
      if (fault instanceof Interpreter.OutOfFuel) {
        throw fault;
      }
      Exit instead = region(o.region(1));
      if (instead == Exit.YIELD) {
        throw fault;
      }
      return instead;
    }
    Exit instead = region(o.region(1));
    if (instead != Exit.YIELD) {
      return instead;
    }
    carried = pending;
    return exit == Exit.YIELD ? null : exit;
  }

  private Exit leave(Exit exit, Operation o) {
    carried = operands(o);
    return exit;
  }

  private @Nullable Object constant(Type type, @Nullable Attribute value) {
    if (type instanceof VectorType(int lanes, Scalar element)) {
      return Lanes.splat(lanes, Objects.requireNonNull(constant(element, value)));
    }
    return switch (value) {
      case Attribute.Int i ->
          type instanceof Scalar s && s.isFloat()
              ? Rounding.round(s, (double) i.value())
              : (Object) i.value();
      case Attribute.Real f -> Rounding.round((Scalar) type, f.value());
      case Attribute.Bool b -> b.value();
      case Attribute.Str s -> interpreter.host().text(s.value());
      case Attribute.Nil ignored -> null;
      case Attribute.Missing ignored -> interpreter.host().missing();
      case Attribute.Symbol _, Attribute.OfType _, Attribute.OfMap _, Attribute.Array _ ->
          throw new IllegalStateException("a constant " + value);
      case null -> throw new IllegalStateException("a constant without a value");
    };
  }

  private @Nullable Exit result(Operation o, @Nullable Object value) {
    define(o.result(), value);
    return null;
  }

  private static @Nullable Exit store(Cell slot, @Nullable Object value) {
    slot.value = value;
    return null;
  }

  private boolean truth(Operation o) {
    return (Boolean) some(o, 0);
  }

  private static Scalar scalar(Value value) {
    return (Scalar) value.type();
  }

  private @Nullable Object get(Value value) {
    return values[value.id()];
  }

  private Object some(Operation o, int i) {
    return Objects.requireNonNull(get(o.operand(i)));
  }

  private @Nullable Object[] operands(Operation o) {
    List<Value> operands = o.operands();
    @Nullable Object[] read = new @Nullable Object[operands.size()];
    for (int i = 0; i < read.length; i++) {
      read[i] = get(operands.get(i));
    }
    return read;
  }

  private static Object[] present(@Nullable Object[] operands) {
    Object[] all = new Object[operands.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = Objects.requireNonNull(operands[i]);
    }
    return all;
  }

  private static @Nullable Object[] one(@Nullable Object value) {
    return new @Nullable Object[] {value};
  }

  private void define(List<Value> names, @Nullable Object[] results) {
    if (names.size() != results.length) {
      throw new IllegalStateException(
          "expected "
              + names.size()
              + " values, found "
              + results.length
              + " in @"
              + function.symbol());
    }
    for (int i = 0; i < results.length; i++) {
      define(names.get(i), results[i]);
    }
  }

  private void define(Value name, @Nullable Object value) {
    if (name.id() >= values.length) {
      values = java.util.Arrays.copyOf(values, Math.max(name.id() + 1, values.length * 2));
    }
    values[name.id()] = value;
  }
}
