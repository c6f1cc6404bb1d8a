package org.tosc.backends.jvm.link;

import org.tosc.tir.ir.Scalar;

/// Rounds binary64 numbers to the narrower float formats, to nearest with ties to even; the rows
/// are those of the interpreter's table.
final class FloatFormats {
  private FloatFormats() {}

  static double round(Scalar format, double x) {
    return switch (format) {
      case F64 -> x;
      case F32 -> (float) x;
      case F16 -> round(x, 11, -14, 65504, Double.POSITIVE_INFINITY);
      case BF16 -> round(x, 8, -126, 0x1.FEp127, Double.POSITIVE_INFINITY);
      case F8E5M2 -> round(x, 3, -14, 57344, Double.POSITIVE_INFINITY);
      case F8E4M3 -> Double.isInfinite(x) ? Double.NaN : round(x, 4, -6, 448, Double.NaN);
      case I1, I4, I8, I16, I32, I64, U8, U16, U32, U64, INDEX, NVFP4, Q4_0, Q8_0 ->
          throw new IllegalStateException(format + " is no float format");
    };
  }

  /// `a · b + c` rounded once. The product of two narrow numbers is exact in binary64; the sum is
  /// first rounded to odd, which makes the second rounding innocuous (S. Boldo and G. Melquiond,
  /// "Emulation of a FMA and correctly rounded sums", IEEE TC 2008).
  static double fma(Scalar format, double a, double b, double c) {
    if (format == Scalar.F32) {
      return Math.fma((float) a, (float) b, (float) c);
    }
    double product = a * b;
    double sum = product + c;
    double virtual = sum - product;
    double error = (product - (sum - virtual)) + (c - virtual);
    boolean even = (Double.doubleToRawLongBits(sum) & 1) == 0;
    if (error != 0 && even && Double.isFinite(sum)) {
      sum = error > 0 ? Math.nextUp(sum) : Math.nextDown(sum);
    }
    return round(format, sum);
  }

  private static double round(
      double x, int precision, int leastExponent, double largest, double beyond) {
    if (x == 0 || Double.isNaN(x) || Double.isInfinite(x)) {
      return x;
    }
    int exponent = Math.max(Math.getExponent(x), leastExponent);
    int quantum = exponent - precision + 1;
    double rounded = Math.scalb(Math.rint(Math.scalb(x, -quantum)), quantum);
    return Math.abs(rounded) > largest ? Math.copySign(beyond, x) : rounded;
  }
}
