package org.tosc.backends.machines.x86.exec;

import java.math.BigDecimal;
import java.math.BigInteger;

/// Conversions between formats, on bits.
final class Conversions {
  private Conversions() {}

  /// To an integer of 32 or 64 bits; out of range and NaN give the integer indefinite: 1 and zeros,
  /// or all ones for unsigned (SDM volume 1, 4.8.3.8; volume 2, VCVTPS2UDQ).
  static long toInteger(int width, long a, Mode mode, int bits, boolean signed) {
    double r = Ieee.whole(mode, Ieee.real(width, a));
    double limit = Math.scalb(1.0, signed ? bits - 1 : bits);
    boolean fits = signed ? r >= -limit && r < limit : r >= 0 && r < limit;
    if (!fits) {
      long all = bits == 64 ? -1 : (1L << bits) - 1;
      return signed ? 1L << (bits - 1) : all;
    }
    if (!signed && r >= 0x1p63) {
      return (long) (r - 0x1p63) ^ Long.MIN_VALUE;
    }
    return bits == 64 ? (long) r : (long) r & 0xFFFF_FFFFL;
  }

  /// From an integer, sign or zero extended already.
  static long fromInteger(int width, long value, Mode mode, boolean signed) {
    boolean large = !signed && value < 0;
    if (mode == Mode.NEAREST && !large) {
      return width == 32 ? Ieee.bits(32, (float) value) : Ieee.bits(64, (double) value);
    }
    BigInteger whole = BigInteger.valueOf(value);
    if (large) {
      whole = whole.add(BigInteger.ONE.shiftLeft(64));
    }
    double nearest = width == 32 ? (double) whole.floatValue() : whole.doubleValue();
    return mode == Mode.NEAREST
        ? Ieee.bits(width, nearest)
        : Ieee.directed(width, mode, nearest, new BigDecimal(whole));
  }

  /// `f32` to `f64`.
  static long widen(long a) {
    if (Ieee.isNan(32, a)) {
      return Ieee.quiet(64, (a & 0x8000_0000L) << 32 | 0x7FF0L << 48 | (a & 0x7F_FFFFL) << 29);
    }
    return Ieee.bits(64, Ieee.real(32, a));
  }

  /// `f64` to `f32`.
  static long narrow(long a, Mode mode) {
    if (Ieee.isNan(64, a)) {
      return Ieee.quiet(32, (a >>> 32 & 0x8000_0000L) | 0x7F80_0000L | (a >>> 29 & 0x7F_FFFFL));
    }
    double x = Ieee.real(64, a);
    float r = (float) x;
    return mode == Mode.NEAREST || Double.isInfinite(x)
        ? Ieee.bits(32, r)
        : Ieee.directed(32, mode, r, Ieee.exact(x));
  }

  /// `f16` to `f32`.
  static long fromHalf(long h) {
    if ((h & 0x7FFF) > 0x7C00) {
      return Ieee.quiet(32, (h & 0x8000L) << 16 | 0x7F80_0000L | (h & 0x3FF) << 13);
    }
    return Ieee.bits(32, Float.float16ToFloat((short) h));
  }

  /// `f32` to `f16`.
  static long toHalf(long a, Mode mode) {
    if (Ieee.isNan(32, a)) {
      return (a >>> 16 & 0x8000) | 0x7E00 | (a >>> 13 & 0x3FF);
    }
    float x = Float.intBitsToFloat((int) a);
    int h = Float.floatToFloat16(x) & 0xFFFF;
    if (mode == Mode.NEAREST || Float.isInfinite(x)) {
      return h;
    }
    float r = Float.float16ToFloat((short) h);
    boolean negative = (a & 0x8000_0000L) != 0;
    boolean outward = mode == (negative ? Mode.DOWN : Mode.UP);
    float size = Math.abs(x);
    if (Math.abs(r) > size && !outward) {
      return h - 1L;
    }
    return Math.abs(r) < size && outward ? h + 1L : h;
  }

  /// `f32` to `bf16`, to nearest; denormals are zeros (SDM volume 2, VCVTNEPS2BF16).
  static long toBrain(long a) {
    if (Ieee.isNan(32, a)) {
      return a >>> 16 | 0x40;
    }
    if ((a & 0x7F80_0000L) == 0) {
      return a >>> 16 & 0x8000;
    }
    long rounded = a + 0x7FFF + (a >>> 16 & 1);
    return rounded >>> 16 & 0xFFFF;
  }

  /// `bf16` to `f32`, denormals as zeros.
  static long fromBrain(long h) {
    return (h & 0x7F80) == 0 ? (h & 0x8000) << 16 : h << 16;
  }
}
