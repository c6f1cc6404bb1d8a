package org.tosc.backends.machines.snitch.ieee;

/// What looks at numbers and does not round: order, least and largest, signs, classes.
final class Comparison {
  private Comparison() {}

  /// Numbers in the order of this are in order; both zeros are 0.
  private static long rank(FloatFormat format, long bits) {
    long magnitude = bits & ~format.signBit;
    return format.isNegative(bits) ? -magnitude : magnitude;
  }

  private static void raiseIfSignaling(FloatUnit unit, FloatFormat format, long a, long b) {
    if (format.isSignaling(a) || format.isSignaling(b)) {
      unit.raise(FloatUnit.INVALID);
    }
  }

  static boolean holds(FloatUnit unit, FloatFormat format, Relation relation, long a, long b) {
    if (format.isNan(a) || format.isNan(b)) {
      return holdsOfNan(unit, format, relation, a, b);
    }
    long x = rank(format, a);
    long y = rank(format, b);
    return switch (relation) {
      case EQUAL -> x == y;
      case NOT_EQUAL -> x != y;
      case LESS -> x < y;
      case GREATER_EQUAL -> x >= y;
      case LESS_EQUAL -> x <= y;
      case GREATER -> x > y;
    };
  }

  private static boolean holdsOfNan(
      FloatUnit unit, FloatFormat format, Relation relation, long a, long b) {
    boolean signaling = format.isSignaling(a) || format.isSignaling(b);
    return switch (relation) {
      case EQUAL -> {
        raiseIfSignaling(unit, format, a, b);
        yield false;
      }
      case NOT_EQUAL -> {
        raiseIfSignaling(unit, format, a, b);
        yield !signaling || unit.semantics() == Semantics.RISCV;
      }
      case LESS, GREATER_EQUAL, LESS_EQUAL, GREATER -> {
        unit.raise(FloatUnit.INVALID);
        yield false;
      }
    };
  }

  /// The one of two that is a number, or the lower or upper of them; -0 is below +0
  /// (`minimumNumber` and `maximumNumber` of IEEE 754-2019).
  static long extreme(FloatUnit unit, FloatFormat format, boolean upper, long a, long b) {
    boolean otherA = format.isNan(a);
    boolean otherB = format.isNan(b);
    if (otherA || otherB) {
      raiseIfSignaling(unit, format, a, b);
      return !otherA ? a : !otherB ? b : format.canonicalNan();
    }
    long x = rank(format, a);
    long y = rank(format, b);
    boolean aBelow = x != y ? x < y : format.isNegative(a);
    return aBelow != upper ? a : b;
  }

  /// The one bit of ten that says what something is, as `fclass` numbers them.
  static int classify(FloatFormat format, long a) {
    boolean negative = format.isNegative(a);
    if (format.isNan(a)) {
      return format.isSignaling(a) ? 1 << 8 : 1 << 9;
    }
    int kind = // from infinities to zeros
        format.isInfinite(a) ? 0 : format.isNormal(a) ? 1 : format.isSubnormal(a) ? 2 : 3;
    return 1 << (negative ? kind : 7 - kind);
  }

  /// FPnew's short form for lanes (fpnew_opgroup_fmt_slice.sv, `vectorial_class`): from bit 0 on
  /// infinite, normal, subnormal, zero, signalling, quiet, not negative, negative. NaNs count as
  /// not negative.
  static int classifyShort(FloatFormat format, long a) {
    int kind =
        format.isNan(a)
            ? format.isSignaling(a) ? 4 : 5
            : Integer.numberOfTrailingZeros(foldedClass(classify(format, a)));
    boolean negative = format.isNegative(a) && !format.isNan(a);
    return 1 << kind | (negative ? 0x80 : 0x40);
  }

  private static int foldedClass(int bit) {
    return bit < 1 << 4 ? bit : 1 << (7 - Integer.numberOfTrailingZeros(bit));
  }
}
