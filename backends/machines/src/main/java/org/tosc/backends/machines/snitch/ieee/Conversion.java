package org.tosc.backends.machines.snitch.ieee;

/// Floats of one format to another, and to and from integers.
final class Conversion {
  /// Digits behind the point while a float is rounded to an integer, which has at most 33 before.
  private static final int FIXED_POINT = 30;

  /// Digits that the converters of lanes 0 and 1, and so of scalars, hold in FPnew. Other lanes
  /// hold a power of two of them, and so know what to make of zero.
  private static final int CONVERTER_DIGITS = 53;

  private Conversion() {}

  static long convert(FloatUnit unit, FloatFormat from, FloatFormat to, Rounding rounding, long a) {
    boolean negative = from.isNegative(a);
    if (from.isNan(a)) {
      if (from.isSignaling(a)) {
        unit.raise(FloatUnit.INVALID);
      }
      return to.canonicalNan();
    }
    if (from.isZero(a)) {
      return to.zero(negative);
    }
    if (from.isInfinite(a)) {
      return infinity(unit, to, rounding, negative);
    }
    return Rounder.round(unit, to, rounding, negative, from.exponent(a), from.significand(a));
  }

  private static long infinity(
      FloatUnit unit, FloatFormat to, Rounding rounding, boolean negative) {
    return switch (unit.semantics()) {
      case RISCV -> to.infinity(negative);
      case FPNEW -> {
        unit.raise(FloatUnit.INEXACT);
        yield Rounder.beyond(to, rounding, negative);
      }
    };
  }

  /// The nearest integer of a format, sign-extended from its width.
  ///
  /// @param lane where, 0 for scalars
  static long toInteger(
      FloatUnit unit, FloatFormat from, IntFormat to, Rounding rounding, long a, int lane) {
    boolean negative = from.isNegative(a) && !from.isNan(a);
    if (!from.isFinite(a)) {
      return outOfRange(unit, to, negative);
    }
    if (from.isZero(a)) {
      boolean large = looksLarge(unit, lane) && isTooWide(to, exponentOfZero(from));
      return large ? outOfRange(unit, to, negative) : 0;
    }
    int exponent = from.exponent(a);
    if (exponent > to.width() || isEarlyOverflow(unit, to, exponent)) {
      return outOfRange(unit, to, negative);
    }
    long fixed = Rounder.shiftKeepingRest(from.significand(a), 63 - FIXED_POINT - exponent);
    long rest = fixed & (1L << FIXED_POINT) - 1;
    long magnitude = fixed >>> FIXED_POINT;
    int half = Long.compare(rest, 1L << (FIXED_POINT - 1));
    if (rounding.goesUp(negative, (magnitude & 1) != 0, half, rest == 0)) {
      magnitude++;
    }
    long value = negative ? -magnitude : magnitude;
    if (value < to.least() || value > to.largest()) {
      return outOfRange(unit, to, negative);
    }
    if (rest != 0) {
      unit.raise(FloatUnit.INEXACT);
    }
    return to.signExtend(value);
  }

  /// Whether zero has an exponent as if it began with a digit.
  private static boolean looksLarge(FloatUnit unit, int lane) {
    return unit.semantics() == Semantics.FPNEW && lane < 2;
  }

  private static int exponentOfZero(FloatFormat from) {
    return CONVERTER_DIGITS - 1 - from.fractionBits - from.bias;
  }

  private static boolean isTooWide(IntFormat to, int exponent) {
    return exponent >= (to.signed() ? to.width() - 1 : to.width());
  }

  private static boolean isEarlyOverflow(FloatUnit unit, IntFormat to, int exponent) {
    return unit.semantics() == Semantics.FPNEW && isTooWide(to, exponent);
  }

  private static long outOfRange(FloatUnit unit, IntFormat to, boolean negative) {
    unit.raise(FloatUnit.INVALID);
    return to.signExtend(negative ? to.least() : to.largest());
  }

  /// @param lane where, 0 for scalars
  static long fromInteger(
      FloatUnit unit, IntFormat from, FloatFormat to, Rounding rounding, long register, int lane) {
    long value = from.value(register);
    if (value == 0) {
      if (looksLarge(unit, lane) && CONVERTER_DIGITS - 1 + to.bias >= to.topExponent) {
        unit.raise(FloatUnit.INVALID | FloatUnit.INEXACT);
      }
      return 0;
    }
    boolean negative = value < 0;
    long magnitude = Math.abs(value);
    int places = Long.numberOfLeadingZeros(magnitude);
    int before = unit.flags();
    unit.setFlags(0);
    long result = Rounder.round(unit, to, rounding, negative, 63 - places, magnitude << places);
    unit.setFlags(before | integerFlags(unit));
    return result;
  }

  private static int integerFlags(FloatUnit unit) {
    int raised = unit.flags();
    return switch (unit.semantics()) {
      case RISCV -> raised;
      case FPNEW ->
          (raised & FloatUnit.OVERFLOW) != 0 ? FloatUnit.INVALID | FloatUnit.INEXACT : raised;
    };
  }
}
