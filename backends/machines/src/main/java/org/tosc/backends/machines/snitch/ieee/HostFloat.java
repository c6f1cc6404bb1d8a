package org.tosc.backends.machines.snitch.ieee;

/// `binary32` to nearest even by Java's own arithmetic, with exactness found out in `double`: all
/// products of floats are exact there, and errors of sums of such have no range to leave.
final class HostFloat {
  private static final FloatFormat FORMAT = FloatFormat.BINARY32;
  private static final long LOW_WORD = 0xFFFF_FFFFL;

  private HostFloat() {}

  private static long bits(float value) {
    return Float.floatToRawIntBits(value) & LOW_WORD;
  }

  static long add(FloatUnit unit, long a, long b) {
    float x = Float.intBitsToFloat((int) a);
    float y = Float.intBitsToFloat((int) b);
    float sum = x + y;
    long bits = bits(sum);
    if (FORMAT.isFinite(bits)) { // and exact if below the normal numbers
      if (!unit.isInexactRaised() && isInexactSum(x, y, sum)) {
        unit.raise(FloatUnit.INEXACT);
      }
      return bits;
    }
    return Addition.add(unit, FORMAT, Rounding.NEAREST_EVEN, a, b);
  }

  private static boolean isInexactSum(double x, double y, double rounded) {
    double sum = x + y;
    return sum != rounded || HostDouble.restOfSum(x, y, sum) != 0;
  }

  static long multiply(FloatUnit unit, long a, long b) {
    double product = (double) Float.intBitsToFloat((int) a) * Float.intBitsToFloat((int) b);
    float rounded = (float) product;
    long bits = bits(rounded);
    if (isAboveLeast(bits)) {
      if (rounded != product) {
        unit.raise(FloatUnit.INEXACT);
      }
      return bits;
    }
    return MultiplyAdd.multiply(unit, FORMAT, FORMAT, Rounding.NEAREST_EVEN, a, b);
  }

  /// Whether a result is so large that it does not underflow, and finite.
  private static boolean isAboveLeast(long bits) {
    int field = FORMAT.exponentField(bits);
    return field > 1 && field < FORMAT.topExponent;
  }

  static long multiplyAdd(FloatUnit unit, long a, long b, long c) {
    float x = Float.intBitsToFloat((int) a);
    float y = Float.intBitsToFloat((int) b);
    float z = Float.intBitsToFloat((int) c);
    float result = Math.fma(x, y, z);
    long bits = bits(result);
    if (isAboveLeast(bits)) {
      if (!unit.isInexactRaised() && isInexactSum((double) x * y, z, result)) {
        unit.raise(FloatUnit.INEXACT);
      }
      return bits;
    }
    return MultiplyAdd.add(unit, FORMAT, FORMAT, Rounding.NEAREST_EVEN, a, b, c);
  }
}
