package org.tosc.backends.jvm.link;

import java.util.Objects;
import org.tosc.rt.device.Narrow;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.tir.ir.Scalar;

/// Scalar arithmetic that the instruction set lacks: integers of other widths than 64, floats of
/// other formats than binary64. The meaning is that of the interpreter.
public final class Widths {
  private Widths() {}

  /// The value, if an integer of so many bits holds it.
  public static long fit(long value, int bits, boolean unsigned) {
    if (wrap(value, bits, unsigned) == value && !(unsigned && value < 0)) {
      return value;
    }
    throw overflow(bits, unsigned);
  }

  /// The value modulo 2^bits.
  public static long wrap(long value, int bits, boolean unsigned) {
    int unused = 64 - bits;
    return unsigned ? value << unused >>> unused : value << unused >> unused;
  }

  public static int add(int a, int b) {
    int sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw overflow(32, false);
    }
    return sum;
  }

  public static int sub(int a, int b) {
    int difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      throw overflow(32, false);
    }
    return difference;
  }

  public static int mul(int a, int b) {
    long product = (long) a * b;
    if ((int) product != product) {
      throw overflow(32, false);
    }
    return (int) product;
  }

  /// The error of a sum of `i32` that does not fit.
  public static GuestError overflowOfInt() {
    return overflow(32, false);
  }

  /// `a / b` towards 0.
  public static long quot(long a, long b) {
    if (b == 0) {
      throw Errors.zeroDivision("`/` by zero");
    }
    if (a == Long.MIN_VALUE && b == -1) {
      throw Errors.overflow(a + " / " + b + " does not fit a 64-bit integer");
    }
    return a / b;
  }

  public static long rem(long a, long b) {
    if (b == 0) {
      throw Errors.zeroDivision("`%` by zero");
    }
    return a % b;
  }

  public static long abs(long value) {
    if (value == Long.MIN_VALUE) {
      throw Errors.overflow("abs(" + value + ") does not fit a 64-bit integer");
    }
    return Math.abs(value);
  }

  public static long shl(long value, long count, int bits) {
    checkCount(count, bits);
    long shifted = value << count;
    if (shifted >> count != value) {
      throw overflow(bits, false);
    }
    return shifted;
  }

  public static long shr(long value, long count, int bits) {
    checkCount(count, bits);
    return value >> count;
  }

  /// The integer that a float truncates to.
  public static long truncate(double x, int bits, boolean unsigned) {
    if (Double.isNaN(x)) {
      throw Errors.value("cannot convert nan to an integer");
    }
    if (!(x >= -0x1p63 && x < 0x1p63)) {
      throw overflow(bits, unsigned);
    }
    return fit((long) x, bits, unsigned);
  }

  public static boolean isNotZero(long x) {
    return x != 0;
  }

  public static boolean isNotZero(double x) {
    return x != 0;
  }

  /// A binary64 number rounded once to binary16.
  public static float f16(double x) {
    return (float) FloatFormats.round(Scalar.F16, x);
  }

  public static float bf16(double x) {
    return (float) FloatFormats.round(Scalar.BF16, x);
  }

  /// A product or quotient of two bfloat16 numbers, rounded once to bfloat16: in binary32 first,
  /// unless that might lose bits of a subnormal number.
  public static float bf16Result(double x) {
    float single = (float) x;
    return Math.abs(single) >= 0x1p-120f ? Narrow.bf16(single) : bf16(x);
  }

  public static float f8e4m3(double x) {
    return (float) FloatFormats.round(Scalar.F8E4M3, x);
  }

  public static float f8e5m2(double x) {
    return (float) FloatFormats.round(Scalar.F8E5M2, x);
  }

  /// `a · b + c` rounded once to the format of that name.
  public static float fma(float a, float b, float c, String format) {
    Scalar scalar = Objects.requireNonNull(Scalar.parse(format));
    return (float) FloatFormats.fma(scalar, a, b, c);
  }

  static void checkCount(long count, int bits) {
    if (count < 0 || count >= bits) {
      throw Errors.value("a shift count is 0 to " + (bits - 1) + ", found " + count);
    }
  }

  static GuestError overflow(int bits, boolean unsigned) {
    return Errors.overflow("the result does not fit " + (unsigned ? "u" : "i") + bits);
  }
}
