package org.tosc.driver.fuzz;

import java.util.List;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Scalar expressions of a type, over given values. Integers mostly wrap, so that most programs run
/// to their end.
final class KernelScalars {
  /// Types that elements of tiles and buffers have.
  static final List<Scalar> TYPES =
      List.of(
          Scalar.F32,
          Scalar.F32,
          Scalar.I32,
          Scalar.F64,
          Scalar.F16,
          Scalar.BF16,
          Scalar.I64,
          Scalar.I8,
          Scalar.U8,
          Scalar.I1,
          Scalar.F8E4M3,
          Scalar.F8E5M2,
          Scalar.I16,
          Scalar.U16,
          Scalar.U32,
          Scalar.U64);

  private static final List<CoreOp> INTEGERS =
      List.of(
          CoreOp.WRAPPING_ADD,
          CoreOp.MIN,
          CoreOp.MAX,
          CoreOp.WRAPPING_SUB,
          CoreOp.WRAPPING_MUL,
          CoreOp.AND,
          CoreOp.OR,
          CoreOp.XOR,
          CoreOp.WRAPPING_ADD,
          CoreOp.MIN,
          CoreOp.MAX,
          CoreOp.WRAPPING_SUB,
          CoreOp.WRAPPING_MUL,
          CoreOp.ADD,
          CoreOp.SUB,
          CoreOp.MUL,
          CoreOp.QUOT,
          CoreOp.REM,
          CoreOp.FLOORDIV,
          CoreOp.MOD,
          CoreOp.SHL,
          CoreOp.SHR);
  private static final List<CoreOp> FLOATS =
      List.of(
          CoreOp.ADD,
          CoreOp.MUL,
          CoreOp.SUB,
          CoreOp.DIV,
          CoreOp.MIN,
          CoreOp.MAX,
          CoreOp.ADD,
          CoreOp.MUL,
          CoreOp.SUB,
          CoreOp.REM,
          CoreOp.POW);
  private static final List<CoreOp> UNARY =
      List.of(
          CoreOp.NEG,
          CoreOp.ABS,
          CoreOp.SQRT,
          CoreOp.EXP,
          CoreOp.LOG,
          CoreOp.TANH,
          CoreOp.FLOOR,
          CoreOp.CEIL,
          CoreOp.SIN,
          CoreOp.COS);
  private static final List<CoreOp> COMPARISONS =
      List.of(CoreOp.LT, CoreOp.EQ, CoreOp.GT, CoreOp.LE, CoreOp.NE, CoreOp.GE);
  private static final double[] NUMBERS = {
    1,
    0,
    2,
    -1,
    0.5,
    3,
    -2.5,
    0.1,
    -0.0,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    1e-3,
    65504,
    1e30,
    448
  };

  private final KernelScope scope;
  private final Choices c;
  private final List<Value> values;

  KernelScalars(KernelScope scope, List<Value> values) {
    this.scope = scope;
    this.c = scope.c;
    this.values = values;
  }

  Value make(Scalar type, int depth) {
    if (depth == 0 || c.below(5) == 0) {
      return leaf(type);
    }
    if (c.rarely(12)) {
      return branches(type, depth - 1);
    }
    if (c.rarely(8)) {
      Value condition = make(Scalar.I1, depth - 1);
      return scope.op(CoreOp.SELECT, condition, make(type, depth - 1), make(type, depth - 1));
    }
    return switch (type.kind()) {
      case BOOL -> truth(depth - 1);
      case FLOAT -> number(type, depth - 1);
      case INT, UINT -> integer(type, depth - 1);
      case BLOCK -> throw new IllegalStateException("a value of type " + type);
    };
  }

  private Value leaf(Scalar type) {
    List<Value> same = values.stream().filter(v -> v.type() == type).toList();
    if (!same.isEmpty() && c.below(6) != 5) {
      return c.pick(same);
    }
    List<Value> others = values.stream().filter(v -> isEasy((Scalar) v.type(), type)).toList();
    return others.isEmpty() || c.rarely(4) ? constant(type) : cast(type, c.pick(others));
  }

  /// Whether a cast hardly ever raises.
  private boolean isEasy(Scalar from, Scalar to) {
    if (from == to) {
      return false;
    }
    return to.isFloat() || to == Scalar.I1 || from == Scalar.I1 || c.rarely(12);
  }

  private Value cast(Scalar type, Value value) {
    return scope.opOf(CoreOp.CAST, type, Attributes.NONE, List.of(value));
  }

  Value constant(Scalar type) {
    return switch (type.kind()) {
      case BOOL -> scope.constant(type, Attribute.of(c.coin()));
      case FLOAT -> scope.constant(type, Attribute.of(NUMBERS[c.below(NUMBERS.length)]));
      case UINT -> scope.constant(type, Attribute.of((long) c.below(6)));
      case INT -> scope.constant(type, Attribute.of(c.below(9) - 3L));
      case BLOCK -> throw new IllegalStateException("a constant of type " + type);
    };
  }

  private Value truth(int depth) {
    return switch (c.below(4)) {
      case 0 -> {
        CoreOp op = c.pick(List.of(CoreOp.AND, CoreOp.OR, CoreOp.XOR, CoreOp.EQ, CoreOp.NE));
        yield scope.op(op, make(Scalar.I1, depth), make(Scalar.I1, depth));
      }
      case 1 -> scope.op(CoreOp.NOT, make(Scalar.I1, depth));
      default -> {
        Scalar of = someType();
        yield scope.op(c.pick(COMPARISONS), make(of, depth), make(of, depth));
      }
    };
  }

  /// A type with an order of which there is a value, where there is one.
  private Scalar someType() {
    List<Value> numbers = values.stream().filter(v -> v.type() != Scalar.I1).toList();
    return numbers.isEmpty() ? Scalar.I32 : (Scalar) c.pick(numbers).type();
  }

  private Value number(Scalar type, int depth) {
    return switch (c.below(8)) {
      case 6 -> scope.op(c.pick(UNARY), make(type, depth));
      case 7 -> {
        if (c.coin()) {
          yield scope.op(CoreOp.FMA, make(type, depth), make(type, depth), make(type, depth));
        }
        CoreOp op = c.pick(List.of(CoreOp.FLOORDIV, CoreOp.MOD));
        boolean safe = !c.rarely(6);
        Value second = safe ? scope.constant(type, Attribute.of(1.5)) : make(type, depth);
        yield scope.op(op, make(type, depth), second);
      }
      default -> scope.op(c.pick(FLOATS), make(type, depth), make(type, depth));
    };
  }

  private Value integer(Scalar type, int depth) {
    if (c.rarely(12)) {
      boolean isSigned = type.kind() == Scalar.Kind.INT || c.rarely(10);
      return scope.op(isSigned && c.coin() ? CoreOp.NEG : CoreOp.ABS, make(type, depth));
    }
    CoreOp op = c.pick(INTEGERS);
    boolean shifts = op == CoreOp.SHL || op == CoreOp.SHR;
    boolean divides = op == CoreOp.QUOT || op == CoreOp.REM || op == CoreOp.MOD;
    boolean safe = (shifts || divides || op == CoreOp.FLOORDIV) && !c.rarely(12);
    Value second = safe ? scope.constant(type, Attribute.of(1L + c.below(3))) : make(type, depth);
    return scope.op(op, make(type, depth), second);
  }

  private Value branches(Scalar type, int depth) {
    Value condition = make(Scalar.I1, depth);
    Region[] sides = new Region[2];
    for (int i = 0; i < 2; i++) {
      sides[i] =
          scope.f.region(
              List.of(),
              none -> scope.act(CoreOp.YIELD, Attributes.NONE, List.of(make(type, depth))));
    }
    scope.context.count(CoreOp.IF.mnemonic());
    return scope
        .f
        .opWith(
            CoreOp.IF,
            List.of(type),
            Attributes.NONE,
            scope.context.places.get(),
            List.of(condition),
            List.of(sides))
        .result();
  }
}
