package org.tosc.backends.machines.snitch.ieee;

/// Quotients and square roots, digit by digit and rounded once. Snitch's default configuration has
/// no unit for them.
final class Division {
  /// More than the longest format needs to round, with one place for the carry of a first digit.
  private static final int DIGITS = 58;

  private Division() {}

  static long divide(FloatUnit unit, FloatFormat format, Rounding rounding, long a, long b) {
    boolean negative = format.isNegative(a) != format.isNegative(b);
    if (!format.isFinite(a) || !format.isFinite(b) || format.isZero(a) || format.isZero(b)) {
      return special(unit, format, negative, a, b);
    }
    long rest = format.significand(a) >>> 2;
    long divisor = format.significand(b) >>> 2;
    long quotient = 0;
    for (int n = 0; n < DIGITS; n++) {
      quotient <<= 1;
      if (rest >= divisor) {
        rest -= divisor;
        quotient |= 1;
      }
      rest <<= 1; // below twice the divisor, which has two places free
    }
    int exponent = format.exponent(a) - format.exponent(b);
    return round(unit, format, rounding, negative, exponent, quotient, rest != 0);
  }

  private static long special(
      FloatUnit unit, FloatFormat format, boolean negative, long a, long b) {
    if (format.isNan(a) || format.isNan(b)) {
      if (format.isSignaling(a) || format.isSignaling(b)) {
        unit.raise(FloatUnit.INVALID);
      }
      return format.canonicalNan();
    }
    if (format.isInfinite(a)) {
      return format.isInfinite(b) ? Rounder.invalid(unit, format) : format.infinity(negative);
    }
    if (!format.isZero(b)) {
      return format.zero(negative); // by infinity, or zero by a number
    }
    if (format.isZero(a)) {
      return Rounder.invalid(unit, format);
    }
    unit.raise(FloatUnit.DIVIDE_BY_ZERO);
    return format.infinity(negative);
  }

  static long squareRoot(FloatUnit unit, FloatFormat format, Rounding rounding, long a) {
    if (format.isNan(a)) {
      if (format.isSignaling(a)) {
        unit.raise(FloatUnit.INVALID);
      }
      return format.canonicalNan();
    }
    if (format.isZero(a)) {
      return a;
    }
    if (format.isNegative(a)) {
      return Rounder.invalid(unit, format);
    }
    if (format.isInfinite(a)) {
      return a;
    }
    // A number in [1, 4) times a power of four, two digits of it for each of the root.
    int exponent = format.exponent(a);
    long digits = format.significand(a) >>> (1 - (exponent & 1));
    long rest = 0;
    long root = 0;
    for (int n = 0; n < DIGITS; n++) {
      rest = rest << 2 | digits >>> 62;
      digits <<= 2;
      long trial = root << 2 | 1;
      root <<= 1;
      if (rest >= trial) {
        rest -= trial;
        root |= 1;
      }
    }
    return round(unit, format, rounding, false, exponent >> 1, root, (rest | digits) != 0);
  }

  /// @param exponent the power of two of the first of [#DIGITS] digits, which may be zero
  private static long round(
      FloatUnit unit,
      FloatFormat format,
      Rounding rounding,
      boolean negative,
      int exponent,
      long digits,
      boolean rest) {
    int places = Long.numberOfLeadingZeros(digits);
    int first = exponent + (64 - DIGITS) - places;
    return Rounder.round(
        unit, format, rounding, negative, first, digits << places | (rest ? 1 : 0));
  }
}
