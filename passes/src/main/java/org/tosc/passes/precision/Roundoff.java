package org.tosc.passes.precision;

import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Scalar;

/// How far one rounding to nearest moves a number: half a unit in its last place.
///
/// Of `p` bits of significand and least exponent `e`: `2^(max(⌊log2 |x|⌋, e) - p)`, and anything
/// beyond the largest number (IEEE 754-2019, section 4.3.1; for `bf16` the same with its 8 bits).
final class Roundoff {
  /// What `f64` arithmetic adds: exact numbers are known as it computes them, too.
  private static final double SLACK = 0x1p-50;

  private Roundoff() {}

  private record Format(int precision, int least, double largest) {}

  private static Format format(Scalar type) {
    return switch (type) {
      case F64 -> new Format(53, -1022, Double.MAX_VALUE);
      case F32 -> new Format(24, -126, Float.MAX_VALUE);
      case F16 -> new Format(11, -14, 65504);
      case BF16 -> new Format(8, -126, 0x1.FEp127);
      case F8E5M2 -> new Format(3, -14, 57344);
      case F8E4M3 -> new Format(4, -6, 448);
      case I1, I4, I8, I16, I32, I64, U8, U16, U32, U64, INDEX, NVFP4, Q4_0, Q8_0 ->
          new Format(200, -1022, Double.MAX_VALUE); // integers are exact; blocks have other rules
    };
  }

  /// The most that rounding moves a number of at most this size. A power of two itself is not
  /// moved.
  static double half(Scalar type, double size) {
    Format f = format(type);
    if (!(size <= f.largest)) {
      return Double.POSITIVE_INFINITY;
    }
    if (size == 0) {
      return 0;
    }
    int exponent = Math.max(Math.getExponent(Math.nextDown(size)), f.least);
    return Math.scalb(1.0, exponent - f.precision) + size * SLACK;
  }

  /// The unit roundoff of sums of elements of a type, which are taken in at least `f32`.
  static double ofSums(Scalar type) {
    return type == Scalar.F64 ? 0x1p-53 + SLACK : 0x1p-24 + SLACK;
  }

  /// Whether a type holds all numbers of another of at most this size.
  static boolean holds(Scalar type, Scalar other, double size) {
    Format wide = format(type);
    if (!other.isFloat()) {
      return size <= Math.scalb(1.0, wide.precision);
    }
    Format narrow = format(other);
    boolean fine =
        wide.precision >= narrow.precision
            && wide.least - wide.precision <= narrow.least - narrow.precision;
    return fine && size <= wide.largest;
  }

  /// The number that rounding makes of a number.
  static double rounded(Scalar type, double x) {
    return OracleTensor.reals(type, new long[0], x).real(0);
  }
}
