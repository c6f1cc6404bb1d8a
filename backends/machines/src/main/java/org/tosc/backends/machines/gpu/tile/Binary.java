package org.tosc.backends.machines.gpu.tile;

import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/// Operations on two numbers of one type. Whole numbers are cut to their type afterwards; what has
/// an unsigned form of its own takes its operands without their signs.
public enum Binary {
  ADD("add", (a, b) -> a + b, Double::sum, 1, 0),
  SUB("sub", (a, b) -> a - b, (a, b) -> a - b, 1, 0),
  MUL("mul", (a, b) -> a * b, (a, b) -> a * b, 1, 0),
  /// The reciprocal, a product, and a step of Newton.
  DIV("div", null, (a, b) -> a / b, 2, 1),
  QUOTIENT("div", Binary::quotient, null, 8, 1),
  UNSIGNED_QUOTIENT("udiv", Long::divideUnsigned, null, 8, 1),
  /// Of floats, too: the remainder has the sign of the dividend.
  REMAINDER("rem", Binary::remainder, (a, b) -> a % b, 8, 1),
  UNSIGNED_REMAINDER("urem", Long::remainderUnsigned, null, 8, 1),
  AND("and", (a, b) -> a & b, null, 1, 0),
  OR("or", (a, b) -> a | b, null, 1, 0),
  XOR("xor", (a, b) -> a ^ b, null, 1, 0),
  SHL("shl", (a, b) -> a << b, null, 1, 0),
  SHR("shr", (a, b) -> a >> b, null, 1, 0),
  UNSIGNED_SHR("ushr", (a, b) -> a >>> b, null, 1, 0),
  /// A number where the other is NaN.
  MIN("min", Math::min, Binary::leastNumber, 1, 0),
  MAX("max", Math::max, Binary::greatestNumber, 1, 0),
  UNSIGNED_MIN("umin", (a, b) -> Long.compareUnsigned(a, b) < 0 ? a : b, null, 1, 0),
  UNSIGNED_MAX("umax", (a, b) -> Long.compareUnsigned(a, b) > 0 ? a : b, null, 1, 0),
  /// NaN where one is NaN.
  MINIMUM("minimum", null, Math::min, 1, 0),
  MAXIMUM("maximum", null, Math::max, 1, 0),
  POW("pow", null, StrictMath::pow, 2, 2);

  /// A meaning on 64 bits.
  @FunctionalInterface
  interface OnInts {
    long apply(long a, long b);
  }

  final String text;
  private final @Nullable OnInts onInts;
  private final @Nullable DoubleBinaryOperator onFloats;
  final int alu;
  final int sfu;

  Binary(
      String text,
      @Nullable OnInts onInts,
      @Nullable DoubleBinaryOperator onFloats,
      int alu,
      int sfu) {
    this.text = text;
    this.onInts = onInts;
    this.onFloats = onFloats;
    this.alu = alu;
    this.sfu = sfu;
  }

  public String text() {
    return text;
  }

  /// Whether it is defined on numbers of a type.
  public boolean takes(ElementType type) {
    boolean isFloat = type instanceof DType dtype && dtype.isFloat();
    return (isFloat ? onFloats : onInts) != null;
  }

  OnInts onInts() {
    if (onInts == null) {
      throw new IllegalArgumentException(text + " is not defined on whole numbers");
    }
    return onInts;
  }

  DoubleBinaryOperator onFloats() {
    if (onFloats == null) {
      throw new IllegalArgumentException(text + " is not defined on floats");
    }
    return onFloats;
  }

  /// Whether operands are taken without their signs, whatever their type says.
  boolean isUnsigned() {
    return switch (this) {
      case UNSIGNED_QUOTIENT, UNSIGNED_REMAINDER, UNSIGNED_SHR, UNSIGNED_MIN, UNSIGNED_MAX -> true;
      case ADD,
          SUB,
          MUL,
          DIV,
          QUOTIENT,
          REMAINDER,
          AND,
          OR,
          XOR,
          SHL,
          SHR,
          MIN,
          MAX,
          MINIMUM,
          MAXIMUM,
          POW ->
          false;
    };
  }

  /// Whether a second operand of 0 leaves no result.
  boolean isDivision() {
    return switch (this) {
      case QUOTIENT, UNSIGNED_QUOTIENT, REMAINDER, UNSIGNED_REMAINDER -> true;
      case ADD,
          SUB,
          MUL,
          DIV,
          AND,
          OR,
          XOR,
          SHL,
          SHR,
          UNSIGNED_SHR,
          MIN,
          MAX,
          UNSIGNED_MIN,
          UNSIGNED_MAX,
          MINIMUM,
          MAXIMUM,
          POW ->
          false;
    };
  }

  /// Whether a second operand of the width or more leaves no result.
  boolean isShift() {
    return this == SHL || this == SHR || this == UNSIGNED_SHR;
  }

  /// For numbers of a type: the form for unsigned ones where there is one.
  public Binary of(ElementType type) {
    boolean isUnsigned = type instanceof DType dtype && dtype.isUnsigned();
    if (!isUnsigned) {
      return this;
    }
    return switch (this) {
      case QUOTIENT -> UNSIGNED_QUOTIENT;
      case REMAINDER -> UNSIGNED_REMAINDER;
      case SHR -> UNSIGNED_SHR;
      case MIN -> UNSIGNED_MIN;
      case MAX -> UNSIGNED_MAX;
      case ADD,
          SUB,
          MUL,
          DIV,
          UNSIGNED_QUOTIENT,
          UNSIGNED_REMAINDER,
          AND,
          OR,
          XOR,
          SHL,
          UNSIGNED_SHR,
          UNSIGNED_MIN,
          UNSIGNED_MAX,
          MINIMUM,
          MAXIMUM,
          POW ->
          this;
    };
  }

  private static long quotient(long a, long b) {
    return a / b;
  }

  private static long remainder(long a, long b) {
    return a % b;
  }

  private static double leastNumber(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
  }

  private static double greatestNumber(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
  }
}
