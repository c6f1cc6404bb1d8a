package org.tosc.backends.machines.gpu.tile;

/// Numbers of the float types as bits, and rounding to them: to nearest, ties to even.
///
/// Beyond the largest number of 8 bits is the largest number, as `cvt.rn.satfinite` of PTX has it
/// (PTX ISA 8.5, section 9.7.9.21: there is no other way to 8 bits); the wider types go to
/// infinity.
final class FloatFormat {
  private static final double[] E4M3 = table(4, 3, 7, false);
  private static final double[] E5M2 = table(5, 2, 15, true);
  private static final int BYTE = 0xFF;

  private FloatFormat() {}

  static double round(DType type, double x) {
    return switch (type) {
      case F64 -> x;
      case F32 -> (float) x;
      case F16 -> half(x);
      case BF16 -> round(x, 8, -126, 0x1.FEp127, Double.POSITIVE_INFINITY);
      case F8E5M2 -> narrow(x, 3, -14, 57344);
      case F8E4M3 -> narrow(x, 4, -6, 448);
      case I1, I8, I16, I32, I64, U8, U16, U32, U64 ->
          throw new IllegalArgumentException(type + " is no float type");
    };
  }

  private static double half(double x) {
    float single = (float) x;
    return single == x
        ? Float.float16ToFloat(Float.floatToFloat16(single))
        : round(x, 11, -14, 65504, Double.POSITIVE_INFINITY);
  }

  private static double narrow(double x, int precision, int leastExponent, double largest) {
    return Double.isInfinite(x)
        ? Math.copySign(largest, x)
        : round(x, precision, leastExponent, largest, largest);
  }

  /// Rounds to `precision` bits, with exponents from `leastExponent`.
  static double round(double x, int precision, int leastExponent, double largest, double beyond) {
    if (x == 0 || Double.isNaN(x) || Double.isInfinite(x)) {
      return x;
    }
    int exponent = Math.max(Math.getExponent(x), leastExponent);
    int quantum = exponent - precision + 1;
    double rounded = Math.scalb(Math.rint(Math.scalb(x, -quantum)), quantum);
    return Math.abs(rounded) > largest ? Math.copySign(beyond, x) : rounded;
  }

  /// The number that a pattern of bits is.
  static double decode(DType type, long bits) {
    return switch (type) {
      case F64 -> Double.longBitsToDouble(bits);
      case F32 -> Float.intBitsToFloat((int) bits);
      case F16 -> Float.float16ToFloat((short) bits);
      case BF16 -> Float.intBitsToFloat((int) bits << Short.SIZE);
      case F8E5M2 -> E5M2[(int) bits & BYTE];
      case F8E4M3 -> E4M3[(int) bits & BYTE];
      case I1, I8, I16, I32, I64, U8, U16, U32, U64 ->
          throw new IllegalArgumentException(type + " is no float type");
    };
  }

  /// The pattern of a number that is one of the type's.
  static long encode(DType type, double x) {
    return switch (type) {
      case F64 -> Double.doubleToRawLongBits(x);
      case F32 -> Float.floatToRawIntBits((float) x) & 0xFFFF_FFFFL;
      case F16 -> Float.floatToFloat16((float) x) & 0xFFFFL;
      case BF16 -> Float.floatToRawIntBits((float) x) >>> Short.SIZE;
      case F8E5M2 -> pattern(x, E5M2, 0x7E);
      case F8E4M3 -> pattern(x, E4M3, 0x7F);
      case I1, I8, I16, I32, I64, U8, U16, U32, U64 ->
          throw new IllegalArgumentException(type + " is no float type");
    };
  }

  /// Half of the patterns are the positive numbers in their order.
  private static long pattern(double x, double[] table, int nan) {
    if (Double.isNaN(x)) {
      return nan;
    }
    double size = Math.abs(x);
    int low = 0;
    int high = nan - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (table[middle] <= size) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    boolean isNegative = Double.doubleToRawLongBits(x) < 0;
    return isNegative ? low | 0x80 : low;
  }

  private static double[] table(int exponentBits, int fractionBits, int bias, boolean isIeee) {
    double[] numbers = new double[BYTE + 1];
    int top = (1 << exponentBits) - 1;
    for (int i = 0; i < numbers.length; i++) {
      int exponent = i >> fractionBits & top;
      int fraction = i & (1 << fractionBits) - 1;
      double size =
          exponent == 0
              ? Math.scalb((double) fraction, 1 - bias - fractionBits)
              : Math.scalb(
                  (double) (fraction + (1 << fractionBits)), exponent - bias - fractionBits);
      if (isIeee && exponent == top) {
        size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
      } else if (!isIeee && (i & 0x7F) == 0x7F) {
        size = Double.NaN;
      }
      numbers[i] = i > 0x7F ? -size : size;
    }
    return numbers;
  }
}
