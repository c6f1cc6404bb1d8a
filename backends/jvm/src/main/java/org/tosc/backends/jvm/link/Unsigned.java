package org.tosc.backends.jvm.link;

import java.math.BigInteger;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.tir.ir.Scalar;

/// Arithmetic of `u64`, whose values are the 64 bits of a `long`.
public final class Unsigned {
  private Unsigned() {}

  public static long add(long a, long b) {
    long sum = a + b;
    if (Long.compareUnsigned(sum, a) < 0) {
      throw overflow(Scalar.U64);
    }
    return sum;
  }

  public static long sub(long a, long b) {
    if (Long.compareUnsigned(a, b) < 0) {
      throw overflow(Scalar.U64);
    }
    return a - b;
  }

  public static long mul(long a, long b) {
    if (Math.unsignedMultiplyHigh(a, b) != 0) {
      throw overflow(Scalar.U64);
    }
    return a * b;
  }

  public static long floordiv(long a, long b) {
    return Long.divideUnsigned(a, divisor("div", b));
  }

  public static long quot(long a, long b) {
    return Long.divideUnsigned(a, divisor("/", b));
  }

  public static long rem(long a, long b) {
    return Long.remainderUnsigned(a, divisor("%", b));
  }

  private static long divisor(String sign, long b) {
    if (b == 0) {
      throw Errors.zeroDivision("`" + sign + "` by zero");
    }
    return b;
  }

  public static long pow(long base, long exponent) {
    if (base == 0 || base == 1 || exponent == 0) {
      return exponent == 0 ? 1 : base;
    }
    BigInteger power =
        exponent < 0 || exponent > 64 ? BigInteger.ZERO : big(base).pow((int) exponent);
    if (power.signum() == 0 || power.bitLength() > 64) {
      throw overflow(Scalar.U64);
    }
    return power.longValue();
  }

  public static long neg(long a) {
    return sub(0, a);
  }

  public static long min(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? a : b;
  }

  public static long max(long a, long b) {
    return Long.compareUnsigned(a, b) > 0 ? a : b;
  }

  public static long shl(long a, long count) {
    Widths.checkCount(count, 64);
    long shifted = a << count;
    if (shifted >>> count != a) {
      throw overflow(Scalar.U64);
    }
    return shifted;
  }

  public static long shr(long a, long count) {
    Widths.checkCount(count, 64);
    return a >>> count;
  }

  public static float toFloat(long a) {
    return a >= 0 ? (float) a : big(a).floatValue();
  }

  public static double toDouble(long a) {
    return a >= 0 ? (double) a : big(a).doubleValue();
  }

  /// The integer of another width, which must hold it.
  public static long fit(long a, int bits, boolean unsigned) {
    if (a < 0) {
      throw Widths.overflow(bits, unsigned);
    }
    return Widths.fit(a, bits, unsigned);
  }

  /// A signed integer as `u64`.
  public static long ofSigned(long a) {
    if (a < 0) {
      throw overflow(Scalar.U64);
    }
    return a;
  }

  /// The integer that a float truncates to.
  public static long truncate(double x) {
    if (Double.isNaN(x)) {
      throw Errors.value("cannot convert nan to an integer");
    }
    if (!(x > -1 && x < 0x1p64)) {
      throw overflow(Scalar.U64);
    }
    return x < 0x1p63 ? (long) x : (long) (x - 0x1p63) + Long.MIN_VALUE;
  }

  private static BigInteger big(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  private static GuestError overflow(Scalar type) {
    return Errors.overflow("the result does not fit " + type);
  }
}
