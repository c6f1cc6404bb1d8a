package org.tosc.tir.interp;

import java.math.BigInteger;
import org.tosc.tir.ir.Scalar;

/// The meaning of operations on `u64`, whose values are the 64 bits of a `long`.
final class Unsigned {
  private Unsigned() {}

  static long add(long a, long b) {
    return fit(big(a).add(big(b)));
  }

  static long subtract(long a, long b) {
    return fit(big(a).subtract(big(b)));
  }

  static long multiply(long a, long b) {
    return fit(big(a).multiply(big(b)));
  }

  static long shiftLeft(long a, int by) {
    return fit(big(a).shiftLeft(by));
  }

  /// From `u64` to any type but `i1`.
  static Object cast(Scalar to, long a) {
    if (to == Scalar.F32) {
      return (double) big(a).floatValue();
    }
    if (to.isFloat()) {
      return Rounding.round(to, big(a).doubleValue());
    }
    if (to == Scalar.U64 || (a >= 0 && ScalarMeaning.wrap(to, a) == a)) {
      return a;
    }
    throw ScalarMeaning.overflow(to);
  }

  /// A float towards 0; not NaN.
  static long truncate(double x) {
    if (!(x > -1 && x < 0x1p64)) {
      throw ScalarMeaning.overflow(Scalar.U64);
    }
    return x < 0x1p63 ? (long) x : (long) (x - 0x1p63) + Long.MIN_VALUE;
  }

  static long power(long base, long exponent) {
    if (base == 0 || base == 1 || exponent == 0) {
      return exponent == 0 ? 1 : base;
    }
    if (exponent < 0 || exponent > 64) {
      throw ScalarMeaning.overflow(Scalar.U64);
    }
    return fit(big(base).pow((int) exponent));
  }

  private static long fit(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 64) {
      throw ScalarMeaning.overflow(Scalar.U64);
    }
    return value.longValue();
  }

  private static BigInteger big(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }
}
