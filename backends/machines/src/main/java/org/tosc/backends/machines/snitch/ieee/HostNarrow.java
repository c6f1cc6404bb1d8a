package org.tosc.backends.machines.snitch.ieee;

/// Sums and products of the formats up to 16 bits by way of `double`, where those are exact and the
/// result is a normal number, which is nearly always. All else is [#NOT_HERE].
final class HostNarrow {
  /// No number of these formats.
  static final long NOT_HERE = -1;

  private static final int DOUBLE_FRACTION = 52;
  private static final int DOUBLE_BIAS = 1023;

  private HostNarrow() {}

  /// A normal number or zero as a `double`, else a NaN.
  private static double widen(FloatFormat format, long bits) {
    long magnitude = bits & ~format.signBit;
    long sign = bits == magnitude ? 0 : 1L << 63;
    if (magnitude == 0) {
      return Double.longBitsToDouble(sign);
    }
    if (magnitude <= format.fractionMask || magnitude >= format.infinity) {
      return Double.NaN;
    }
    long rebased = magnitude + ((long) (DOUBLE_BIAS - format.bias) << format.fractionBits);
    return Double.longBitsToDouble(sign | rebased << (DOUBLE_FRACTION - format.fractionBits));
  }

  static long add(FloatUnit unit, FloatFormat format, Rounding rounding, long a, long b) {
    return sum(unit, format, rounding, widen(format, a), widen(format, b));
  }

  static long multiply(FloatUnit unit, FloatFormat format, Rounding rounding, long a, long b) {
    return narrow(unit, format, rounding, widen(format, a) * widen(format, b));
  }

  static long multiplyAdd(
      FloatUnit unit, FloatFormat format, Rounding rounding, long a, long b, long c) {
    double product = widen(format, a) * widen(format, b);
    return sum(unit, format, rounding, product, widen(format, c));
  }

  private static long sum(
      FloatUnit unit, FloatFormat format, Rounding rounding, double x, double y) {
    double sum = x + y;
    return HostDouble.restOfSum(x, y, sum) == 0 ? narrow(unit, format, rounding, sum) : NOT_HERE;
  }

  private static long narrow(FloatUnit unit, FloatFormat format, Rounding rounding, double value) {
    long bits = Double.doubleToRawLongBits(value);
    int dropped = DOUBLE_FRACTION - format.fractionBits;
    long magnitude =
        ((bits & Long.MAX_VALUE) >>> dropped)
            - ((long) (DOUBLE_BIAS - format.bias) << format.fractionBits);
    // Up to the largest number but one, so that it cannot become infinite. NaNs are far above.
    if (magnitude <= format.fractionMask || magnitude >= format.infinity - 1) {
      return NOT_HERE;
    }
    long rest = bits & (1L << dropped) - 1;
    if (rest != 0) {
      unit.raise(FloatUnit.INEXACT);
      int half = Long.compare(rest, 1L << (dropped - 1));
      if (rounding.goesUp(bits < 0, (magnitude & 1) != 0, half, false)) {
        magnitude++;
      }
    }
    return format.zero(bits < 0) | magnitude;
  }
}
