package org.tosc.backends.machines.snitch.ieee;

/// `binary64` to nearest even by Java's own arithmetic, which is the same; what remains is to find
/// out whether a result is exact. Where that is not safe, the general way decides.
final class HostDouble {
  private static final FloatFormat FORMAT = FloatFormat.BINARY64;

  /// Between these, what rounding lost of a sum, or of a product, is itself a `double`, and nothing
  /// on the way overflows.
  private static final int LEAST_EXPONENT = 200;

  private static final int LARGEST_EXPONENT = 1800;

  private HostDouble() {}

  static long add(FloatUnit unit, long a, long b) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    double sum = x + y;
    long bits = Double.doubleToRawLongBits(sum);
    int field = FORMAT.exponentField(bits);
    if (field < FORMAT.topExponent) {
      // Sums below the normal numbers are exact, so only NX may be missing.
      if (unit.isInexactRaised()) {
        return bits;
      }
      if (field < LARGEST_EXPONENT && isBelow(a) && isBelow(b)) {
        if (restOfSum(x, y, sum) != 0) {
          unit.raise(FloatUnit.INEXACT);
        }
        return bits;
      }
    }
    return Addition.add(unit, FORMAT, Rounding.NEAREST_EVEN, a, b);
  }

  private static boolean isBelow(long bits) {
    return FORMAT.exponentField(bits) < LARGEST_EXPONENT;
  }

  /// What a sum lost by rounding, exactly (Knuth, "The Art of Computer Programming", 4.2.2, theorem
  /// B).
  static double restOfSum(double x, double y, double sum) {
    double second = sum - x;
    double first = sum - second;
    return x - first + (y - second);
  }

  static long multiply(FloatUnit unit, long a, long b) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    double product = x * y;
    long bits = Double.doubleToRawLongBits(product);
    int field = FORMAT.exponentField(bits);
    if (field > LEAST_EXPONENT && field < FORMAT.topExponent) {
      if (!unit.isInexactRaised() && Math.fma(x, y, -product) != 0) {
        unit.raise(FloatUnit.INEXACT);
      }
      return bits;
    }
    return MultiplyAdd.multiply(unit, FORMAT, FORMAT, Rounding.NEAREST_EVEN, a, b);
  }

  static long multiplyAdd(FloatUnit unit, long a, long b, long c) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    double z = Double.longBitsToDouble(c);
    double result = Math.fma(x, y, z);
    long bits = Double.doubleToRawLongBits(result);
    int field = FORMAT.exponentField(bits);
    if (field > LEAST_EXPONENT && field < FORMAT.topExponent) {
      if (unit.isInexactRaised()) {
        return bits;
      }
      double product = x * y;
      if (isModerate(product) && (c << 1 == 0 || isModerate(z)) && isModerate(result)) {
        if (isInexact(x, y, z, product, result)) {
          unit.raise(FloatUnit.INEXACT);
        }
        return bits;
      }
    }
    return MultiplyAdd.add(unit, FORMAT, FORMAT, Rounding.NEAREST_EVEN, a, b, c);
  }

  private static boolean isModerate(double value) {
    int field = FORMAT.exponentField(Double.doubleToRawLongBits(value));
    return field > LEAST_EXPONENT && field < LARGEST_EXPONENT;
  }

  /// Whether a fused result is not the exact one: the exact error is the sum of two doubles (Boldo,
  /// Muller, "Exact and Approximated Error of the FMA", algorithm ErrFmaNearest).
  private static boolean isInexact(double x, double y, double z, double product, double result) {
    double productRest = Math.fma(x, y, -product);
    double low = z + productRest;
    double lowRest = restOfSum(z, productRest, low);
    double high = product + low;
    double highRest = restOfSum(product, low, high);
    return high - result + highRest != -lowRest;
  }
}
