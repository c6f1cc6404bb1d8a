package org.tosc.backends.machines.snitch.ieee;

/// Products, and products plus a number, rounded once. The factors may have a narrower format than
/// the rest.
///
/// A product has at most 106 digits, so two words hold it exactly.
final class MultiplyAdd {
  private MultiplyAdd() {}

  static long multiply(
      FloatUnit unit, FloatFormat from, FloatFormat to, Rounding rounding, long a, long b) {
    boolean negative = from.isNegative(a) != from.isNegative(b);
    if (!from.isFinite(a) || !from.isFinite(b)) {
      return specialProduct(unit, from, to, negative, a, b);
    }
    if (from.isZero(a) || from.isZero(b)) {
      return to.zero(negative);
    }
    long x = from.significand(a);
    long y = from.significand(b);
    long high = Math.unsignedMultiplyHigh(x, y);
    long low = x * y;
    int exponent = from.exponent(a) + from.exponent(b) + 1;
    return roundPair(unit, to, rounding, negative, exponent, high, low);
  }

  private static long specialProduct(
      FloatUnit unit, FloatFormat from, FloatFormat to, boolean negative, long a, long b) {
    if (isInvalidProduct(from, a, b) || from.isSignaling(a) || from.isSignaling(b)) {
      return Rounder.invalid(unit, to);
    }
    return (from.isNan(a) || from.isNan(b)) ? to.canonicalNan() : to.infinity(negative);
  }

  /// Infinity times zero.
  static boolean isInvalidProduct(FloatFormat from, long a, long b) {
    return (from.isInfinite(a) && from.isZero(b)) || (from.isZero(a) && from.isInfinite(b));
  }

  /// A product plus a number.
  static long add(
      FloatUnit unit, FloatFormat from, FloatFormat to, Rounding rounding, long a, long b, long c) {
    boolean negative = from.isNegative(a) != from.isNegative(b);
    if (!from.isFinite(a) || !from.isFinite(b) || !to.isFinite(c)) {
      return special(unit, from, to, negative, a, b, c);
    }
    if (from.isZero(a) || from.isZero(b)) {
      boolean sameSign = negative == to.isNegative(c);
      return (!to.isZero(c) || sameSign) ? c : Addition.exactZero(to, rounding);
    }
    long x = from.significand(a);
    long y = from.significand(b);
    long high = Math.unsignedMultiplyHigh(x, y);
    long low = x * y;
    int exponent = from.exponent(a) + from.exponent(b) + 1;
    if (to.isZero(c)) {
      return roundPair(unit, to, rounding, negative, exponent, high, low);
    }
    if (high >= 0) {
      high = high << 1 | low >>> 63;
      low <<= 1;
      exponent--;
    }
    return addNumber(unit, to, rounding, negative, exponent, high, low, c);
  }

  private static long special(
      FloatUnit unit, FloatFormat from, FloatFormat to, boolean negative, long a, long b, long c) {
    if (isInvalidProduct(from, a, b)) {
      return Rounder.invalid(unit, to); // whatever the third is (RISC-V, chapter F)
    }
    if (from.isNan(a) || from.isNan(b) || to.isNan(c)) {
      if (from.isSignaling(a) || from.isSignaling(b) || to.isSignaling(c)) {
        unit.raise(FloatUnit.INVALID);
      }
      return to.canonicalNan();
    }
    boolean product = from.isInfinite(a) || from.isInfinite(b);
    if (product && to.isInfinite(c) && negative != to.isNegative(c)) {
      return Rounder.invalid(unit, to);
    }
    return product ? to.infinity(negative) : c;
  }

  /// Adds to a product whose first digit is the topmost bit. Both lose one place at the end, where
  /// neither has digits, so that a carry has one at the top.
  private static long addNumber(
      FloatUnit unit,
      FloatFormat format,
      Rounding rounding,
      boolean negative,
      int exponent,
      long high,
      long low,
      long c) {
    long h = high >>> 1;
    long l = high << 63 | low >>> 1;
    long g = format.significand(c) >>> 1;
    long k = 0;
    int e = exponent;
    int distance = exponent - format.exponent(c);
    // The lowest 20 places of both are free, so up to there shifting loses nothing; and where it
    // does, the other is so much larger that the difference keeps its first digit or the next.
    if (distance > 0) {
      k = lowShifted(g, 0, distance);
      g = highShifted(g, distance);
    } else if (distance < 0) {
      l = lowShifted(h, l, -distance);
      h = highShifted(h, -distance);
      e = exponent - distance;
    }
    if (negative == format.isNegative(c)) {
      long sum = l + k;
      h += g + (Long.compareUnsigned(sum, l) < 0 ? 1 : 0);
      return roundPair(unit, format, rounding, negative, e + 1, h, sum);
    }
    long difference = l - k;
    h -= g + (Long.compareUnsigned(l, k) < 0 ? 1 : 0);
    if ((h | difference) == 0) {
      return Addition.exactZero(format, rounding);
    }
    boolean turned = h < 0;
    if (turned) {
      difference = -difference;
      h = ~h + (difference == 0 ? 1 : 0);
    }
    return roundPair(unit, format, rounding, negative != turned, e + 1, h, difference);
  }

  private static long highShifted(long high, int count) {
    return count < 64 ? high >>> count : 0;
  }

  /// The lower word after a shift right; its last digit says whether any were lost.
  private static long lowShifted(long high, long low, int count) {
    if (count < 64) {
      long lost = low << (64 - count);
      return high << (64 - count) | low >>> count | (lost != 0 ? 1 : 0);
    }
    return Rounder.shiftKeepingRest(high, count - 64) | (low != 0 ? 1 : 0);
  }

  /// Rounds digits in two words that are not zero.
  ///
  /// @param exponent the power of two of the topmost bit
  private static long roundPair(
      FloatUnit unit,
      FloatFormat format,
      Rounding rounding,
      boolean negative,
      int exponent,
      long high,
      long low) {
    if (high == 0) {
      int places = Long.numberOfLeadingZeros(low);
      return Rounder.round(unit, format, rounding, negative, exponent - 64 - places, low << places);
    }
    int places = Long.numberOfLeadingZeros(high);
    long digits = places == 0 ? high : high << places | low >>> (64 - places);
    long rest = low << places;
    return Rounder.round(
        unit, format, rounding, negative, exponent - places, digits | (rest != 0 ? 1 : 0));
  }
}
