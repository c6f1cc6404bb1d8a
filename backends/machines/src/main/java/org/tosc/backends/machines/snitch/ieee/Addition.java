package org.tosc.backends.machines.snitch.ieee;

/// Sums of two numbers, rounded once.
final class Addition {
  /// Digits stand two places below the top, so that a carry and nothing else is above them. No
  /// format has more than 53, so 9 places for what is shifted out are left.
  private static final int HEADROOM = 2;

  private Addition() {}

  static long add(FloatUnit unit, FloatFormat format, Rounding rounding, long a, long b) {
    if (!format.isFinite(a) || !format.isFinite(b)) {
      return special(unit, format, a, b);
    }
    if (format.isZero(a)) {
      return format.isZero(b) ? zeros(format, rounding, a, b) : b;
    }
    if (format.isZero(b)) {
      return a;
    }
    boolean aFirst = (a & ~format.signBit) >= (b & ~format.signBit);
    return addMagnitudes(unit, format, rounding, aFirst ? a : b, aFirst ? b : a);
  }

  private static long special(FloatUnit unit, FloatFormat format, long a, long b) {
    if (format.isNan(a) || format.isNan(b)) {
      if (format.isSignaling(a) || format.isSignaling(b)) {
        unit.raise(FloatUnit.INVALID);
      }
      return format.canonicalNan();
    }
    if (format.isInfinite(a) && format.isInfinite(b) && a != b) {
      return Rounder.invalid(unit, format);
    }
    return format.isInfinite(a) ? a : b;
  }

  private static long zeros(FloatFormat format, Rounding rounding, long a, long b) {
    return a == b ? a : exactZero(format, rounding);
  }

  /// What a sum of numbers with different signs is when nothing is left.
  static long exactZero(FloatFormat format, Rounding rounding) {
    return format.zero(rounding == Rounding.DOWN);
  }

  private static long addMagnitudes(
      FloatUnit unit, FloatFormat format, Rounding rounding, long large, long small) {
    int exponent = format.exponent(large);
    long first = format.significand(large) >>> HEADROOM;
    long second =
        Rounder.shiftKeepingRest(
            format.significand(small) >>> HEADROOM, exponent - format.exponent(small));
    boolean negative = format.isNegative(large);
    long sum = negative == format.isNegative(small) ? first + second : first - second;
    if (sum == 0) {
      return exactZero(format, rounding);
    }
    int places = Long.numberOfLeadingZeros(sum);
    return Rounder.round(
        unit, format, rounding, negative, exponent + HEADROOM - places, sum << places);
  }
}
