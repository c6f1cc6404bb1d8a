package org.tosc.backends.machines.snitch.ieee;

import java.math.BigInteger;

/// What operations give by RISC-V's rules, from exact numbers.
final class Expected {
  private Expected() {}

  private static long[] answer(long bits, int flags) {
    return new long[] {bits, flags};
  }

  private static long nan(FloatFormat format) {
    int digits = Bits.fractionBits(format);
    return ((long) Bits.topField(format) << digits) + (1L << (digits - 1));
  }

  private static boolean isSignaling(FloatFormat format, long bits) {
    return isNan(format, bits) && (bits >>> (Bits.fractionBits(format) - 1) & 1) == 0;
  }

  private static boolean isNan(FloatFormat format, long bits) {
    return isTop(format, bits) && (bits & (1L << Bits.fractionBits(format)) - 1) != 0;
  }

  private static boolean isTop(FloatFormat format, long bits) {
    return Bits.field(format, bits) == Bits.topField(format);
  }

  private static boolean isInfinite(FloatFormat format, long bits) {
    return isTop(format, bits) && !isNan(format, bits);
  }

  private static long sign(FloatFormat format, boolean negative) {
    return negative ? 1L << (format.width() - 1) : 0;
  }

  private static long infinity(FloatFormat format, boolean negative) {
    return sign(format, negative) | (long) Bits.topField(format) << Bits.fractionBits(format);
  }

  private static boolean isZero(FloatFormat format, long bits) {
    return Exact.of(format, bits).isZero() && !isTop(format, bits);
  }

  private static long @org.jspecify.annotations.Nullable [] nans(FloatFormat format, long... all) {
    boolean any = false;
    boolean signaling = false;
    for (long one : all) {
      any |= isNan(format, one);
      signaling |= isSignaling(format, one);
    }
    return any ? answer(nan(format), signaling ? FloatUnit.INVALID : 0) : null;
  }

  /// The sum of a product and a number, the one operation behind sums, differences and products.
  static long[] multiplyAdd(FloatFormat format, Rounding rounding, long a, long b, long c) {
    boolean negative = format.isNegative(a) != format.isNegative(b);
    boolean infinite = isInfinite(format, a) || isInfinite(format, b);
    if (infinite && (isZero(format, a) || isZero(format, b))) {
      return answer(nan(format), FloatUnit.INVALID);
    }
    long[] nans = nans(format, a, b, c);
    if (nans != null) {
      return nans;
    }
    if (infinite) {
      boolean opposite = isInfinite(format, c) && format.isNegative(c) != negative;
      return opposite
          ? answer(nan(format), FloatUnit.INVALID)
          : answer(infinity(format, negative), 0);
    }
    if (isInfinite(format, c)) {
      return answer(c, 0);
    }
    Exact product = Exact.of(format, a).times(Exact.of(format, b));
    Exact sum = product.plus(Exact.of(format, c));
    if (!sum.isZero()) {
      return sum.round(format, rounding);
    }
    boolean minus =
        (product.isZero() && negative == format.isNegative(c))
            ? negative
            : rounding == Rounding.DOWN;
    return answer(sign(format, minus), 0);
  }

  static long[] add(FloatFormat format, Rounding rounding, long a, long b) {
    long one = (long) Bits.bias(format) << Bits.fractionBits(format);
    return multiplyAdd(format, rounding, a, one, b);
  }

  static long[] multiply(FloatFormat format, Rounding rounding, long a, long b) {
    boolean negative = format.isNegative(a) != format.isNegative(b);
    long[] sum = multiplyAdd(format, rounding, a, b, sign(format, negative));
    boolean vanishes = !isNan(format, sum[0]) && isZero(format, sum[0]);
    return vanishes ? answer(sign(format, negative), (int) sum[1]) : sum;
  }

  static long[] divide(FloatFormat format, Rounding rounding, long a, long b) {
    boolean negative = format.isNegative(a) != format.isNegative(b);
    long[] nans = nans(format, a, b);
    if (nans != null) {
      return nans;
    }
    boolean bothInfinite = isInfinite(format, a) && isInfinite(format, b);
    if (bothInfinite || (isZero(format, a) && isZero(format, b))) {
      return answer(nan(format), FloatUnit.INVALID);
    }
    if (isInfinite(format, a) || isZero(format, b)) {
      int flags = isInfinite(format, a) ? 0 : FloatUnit.DIVIDE_BY_ZERO;
      return answer(infinity(format, negative), flags);
    }
    if (isInfinite(format, b) || isZero(format, a)) {
      return answer(sign(format, negative), 0);
    }
    return Exact.of(format, a).dividedBy(Exact.of(format, b)).round(format, rounding);
  }

  static long[] squareRoot(FloatFormat format, Rounding rounding, long a) {
    long[] nans = nans(format, a);
    if (nans != null) {
      return nans;
    }
    if (isZero(format, a)) {
      return answer(a, 0);
    }
    if (format.isNegative(a)) {
      return answer(nan(format), FloatUnit.INVALID);
    }
    if (isInfinite(format, a)) {
      return answer(a, 0);
    }
    return Exact.of(format, a).root().round(format, rounding);
  }

  static long[] convert(FloatFormat from, FloatFormat to, Rounding rounding, long a) {
    if (isNan(from, a)) {
      return answer(nan(to), isSignaling(from, a) ? FloatUnit.INVALID : 0);
    }
    boolean negative = from.isNegative(a);
    if (isInfinite(from, a)) {
      return answer(infinity(to, negative), 0);
    }
    Exact value = Exact.of(from, a);
    return value.isZero() ? answer(sign(to, negative), 0) : value.round(to, rounding);
  }

  static long[] toInteger(FloatFormat from, IntFormat to, Rounding rounding, long a) {
    BigInteger bound = BigInteger.ONE.shiftLeft(to.signed() ? to.width() - 1 : to.width());
    BigInteger largest = bound.subtract(BigInteger.ONE);
    BigInteger least = to.signed() ? bound.negate() : BigInteger.ZERO;
    if (isTop(from, a)) {
      boolean up = isNan(from, a) || !from.isNegative(a);
      return integer(to, up ? largest : least, FloatUnit.INVALID);
    }
    Exact value = Exact.of(from, a);
    BigInteger nearest = value.nearestInteger(rounding);
    BigInteger kept = nearest.max(least).min(largest);
    int flags =
        !kept.equals(nearest) ? FloatUnit.INVALID : value.isInteger() ? 0 : FloatUnit.INEXACT;
    return integer(to, kept, flags);
  }

  private static long[] integer(IntFormat to, BigInteger value, int flags) {
    int unused = 64 - to.width();
    return answer(value.longValue() << unused >> unused, flags);
  }

  static long[] fromInteger(IntFormat from, FloatFormat to, Rounding rounding, long register) {
    int unused = 64 - from.width();
    long value = from.signed() ? register << unused >> unused : register << unused >>> unused;
    return value == 0
        ? answer(0, 0)
        : Exact.dyadic(BigInteger.valueOf(value), 0).round(to, rounding);
  }
}
