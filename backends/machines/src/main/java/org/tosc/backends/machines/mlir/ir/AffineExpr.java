package org.tosc.backends.machines.mlir.ir;

import java.util.function.IntToLongFunction;

/// An affine expression of dimensions and symbols. The reader limits how deep one is.
public sealed interface AffineExpr {
  record Dim(int position) implements AffineExpr {
    @Override
    public String toString() {
      return "d" + position;
    }
  }

  record Symbol(int position) implements AffineExpr {
    @Override
    public String toString() {
      return "s" + position;
    }
  }

  record Constant(long value) implements AffineExpr {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  record Binary(Operator operator, AffineExpr left, AffineExpr right) implements AffineExpr {
    @Override
    public String toString() {
      return "(" + left + " " + operator.text + " " + right + ")";
    }
  }

  /// How two numbers become one. Divisors are positive, otherwise there is no value.
  enum Operator {
    ADD("+"),
    MULTIPLY("*"),
    MOD("mod"),
    FLOOR_DIVIDE("floordiv"),
    CEIL_DIVIDE("ceildiv");

    private final String text;

    Operator(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    /// @throws ArithmeticException for a divisor that is not positive
    long apply(long a, long b) {
      return switch (this) {
        case ADD -> a + b;
        case MULTIPLY -> a * b;
        case MOD -> Math.floorMod(a, positive(b));
        case FLOOR_DIVIDE -> Math.floorDiv(a, positive(b));
        case CEIL_DIVIDE -> Math.ceilDiv(a, positive(b));
      };
    }

    private static long positive(long divisor) {
      if (divisor <= 0) {
        throw new ArithmeticException("a divisor of an affine expression is " + divisor);
      }
      return divisor;
    }
  }

  /// Its value.
  ///
  /// @throws ArithmeticException for a divisor that is not positive
  default long value(IntToLongFunction dims, IntToLongFunction symbols) {
    return switch (this) {
      case Dim(int position) -> dims.applyAsLong(position);
      case Symbol(int position) -> symbols.applyAsLong(position);
      case Constant(long value) -> value;
      case Binary(Operator operator, AffineExpr left, AffineExpr right) ->
          operator.apply(left.value(dims, symbols), right.value(dims, symbols));
    };
  }
}
