package org.tosc.backends.machines.x86.exec;

import java.math.BigDecimal;

/// IEEE 754 arithmetic on the bits of `f32` (width 32) and `f64` (width 64), with the NaNs of SSE
/// (SDM volume 1, table 4-7): of two NaNs the first operand's, quiet.
///
/// Java's operators round to nearest. Other modes look on which side of that the exact result lies.
final class Ieee {
  private Ieee() {}

  static boolean isNan(int width, long a) {
    return width == 32 ? (a & 0x7FFF_FFFFL) > 0x7F80_0000L : (a & Long.MAX_VALUE) > 0x7FF0L << 48;
  }

  static long quiet(int width, long a) {
    return width == 32 ? a | 0x40_0000L : a | 1L << 51;
  }

  /// What invalid operations give.
  static long indefinite(int width) {
    return width == 32 ? 0xFFC0_0000L : 0xFFF8L << 48;
  }

  static long signBit(int width) {
    return 1L << (width - 1);
  }

  /// Exact for both widths.
  static double real(int width, long a) {
    return width == 32 ? Float.intBitsToFloat((int) a) : Double.longBitsToDouble(a);
  }

  static long bits(int width, double value) {
    return width == 32
        ? Float.floatToRawIntBits((float) value) & 0xFFFF_FFFFL
        : Double.doubleToRawLongBits(value);
  }

  static long add(int width, Mode mode, long a, long b) {
    if (isNan(width, a)) {
      return quiet(width, a);
    }
    if (isNan(width, b)) {
      return quiet(width, b);
    }
    double x = real(width, a);
    double y = real(width, b);
    double r = width == 32 ? (double) ((float) x + (float) y) : x + y;
    if (Double.isNaN(r)) {
      return indefinite(width);
    }
    if (mode == Mode.NEAREST || Double.isInfinite(x) || Double.isInfinite(y)) {
      return bits(width, r);
    }
    if (r == 0 && x == -y) {
      boolean sameSign = ((a ^ b) & signBit(width)) == 0;
      return sameSign ? a : mode == Mode.DOWN ? signBit(width) : 0;
    }
    return directed(width, mode, r, exact(x).add(exact(y)));
  }

  static long subtract(int width, Mode mode, long a, long b) {
    return add(width, mode, a, isNan(width, b) ? b : b ^ signBit(width));
  }

  static long multiply(int width, Mode mode, long a, long b) {
    if (isNan(width, a)) {
      return quiet(width, a);
    }
    if (isNan(width, b)) {
      return quiet(width, b);
    }
    double x = real(width, a);
    double y = real(width, b);
    double r = width == 32 ? (double) ((float) x * (float) y) : x * y;
    if (Double.isNaN(r)) {
      return indefinite(width);
    }
    boolean special = Double.isInfinite(x) || Double.isInfinite(y) || x == 0 || y == 0;
    return mode == Mode.NEAREST || special
        ? bits(width, r)
        : directed(width, mode, r, exact(x).multiply(exact(y)));
  }

  static long divide(int width, Mode mode, long a, long b) {
    if (isNan(width, a)) {
      return quiet(width, a);
    }
    if (isNan(width, b)) {
      return quiet(width, b);
    }
    double x = real(width, a);
    double y = real(width, b);
    double r = width == 32 ? (double) ((float) x / (float) y) : x / y;
    if (Double.isNaN(r)) {
      return indefinite(width);
    }
    boolean special = Double.isInfinite(x) || Double.isInfinite(y) || x == 0 || y == 0;
    if (mode == Mode.NEAREST || special) {
      return bits(width, r);
    }
    if (Double.isInfinite(r)) {
      return adjust(width, mode, r, r > 0 ? -1 : 1);
    }
    int side = exact(x).compareTo(exact(r).multiply(exact(y)));
    return adjust(width, mode, r, y > 0 ? side : -side);
  }

  static long root(int width, Mode mode, long a) {
    if (isNan(width, a)) {
      return quiet(width, a);
    }
    double x = real(width, a);
    if (x < 0) {
      return indefinite(width);
    }
    double r = width == 32 ? (double) (float) Math.sqrt(x) : Math.sqrt(x);
    if (mode == Mode.NEAREST || x == 0 || Double.isInfinite(x)) {
      return bits(width, r);
    }
    return adjust(width, mode, r, exact(x).compareTo(exact(r).pow(2)));
  }

  /// a * b + c, rounded once. NaNs: of a, b, c the first (SDM volume 1, 14.5.3).
  static long fused(int width, Mode mode, long a, long b, long c) {
    if (isNan(width, a)) {
      return quiet(width, a);
    }
    if (isNan(width, b)) {
      return quiet(width, b);
    }
    if (isNan(width, c)) {
      return quiet(width, c);
    }
    double x = real(width, a);
    double y = real(width, b);
    double z = real(width, c);
    double r = width == 32 ? (double) Math.fma((float) x, (float) y, (float) z) : Math.fma(x, y, z);
    if (Double.isNaN(r)) {
      return indefinite(width);
    }
    boolean infinite = Double.isInfinite(x) || Double.isInfinite(y) || Double.isInfinite(z);
    if (mode == Mode.NEAREST || infinite) {
      return bits(width, r);
    }
    BigDecimal whole = exact(x).multiply(exact(y)).add(exact(z));
    if (whole.signum() == 0) {
      boolean productSign = ((a ^ b) & signBit(width)) != 0;
      boolean sum = (c & signBit(width)) != 0;
      boolean product = x == 0 || y == 0;
      boolean same = product && z == 0 && productSign == sum;
      return (same ? sum : mode == Mode.DOWN) ? signBit(width) : 0;
    }
    return directed(width, mode, r, whole);
  }

  /// The smaller; where that is not clear (NaN, zeros) the second operand (SDM volume 2, MINPS).
  static long min(int width, long a, long b) {
    return real(width, a) < real(width, b) ? a : b;
  }

  static long max(int width, long a, long b) {
    return real(width, a) > real(width, b) ? a : b;
  }

  static BigDecimal exact(double value) {
    return new BigDecimal(value);
  }

  /// The exact value rounded, of which `nearest` is the nearest.
  static long directed(int width, Mode mode, double nearest, BigDecimal value) {
    int side =
        Double.isInfinite(nearest) ? (nearest > 0 ? -1 : 1) : value.compareTo(exact(nearest));
    return adjust(width, mode, nearest, side);
  }

  /// @param side where the exact value lies: below `nearest`, there, above it
  private static long adjust(int width, Mode mode, double nearest, int side) {
    boolean negative = nearest < 0 || (nearest == 0 && 1 / nearest < 0);
    boolean down = mode == Mode.DOWN || (mode == Mode.ZERO && !negative);
    boolean up = mode == Mode.UP || (mode == Mode.ZERO && negative);
    if (side < 0 && down) {
      return width == 32
          ? bits(32, Math.nextDown((float) nearest))
          : bits(64, Math.nextDown(nearest));
    }
    if (side > 0 && up) {
      return width == 32 ? bits(32, Math.nextUp((float) nearest)) : bits(64, Math.nextUp(nearest));
    }
    return bits(width, nearest);
  }

  /// Rounded to a whole number.
  static double whole(Mode mode, double value) {
    return switch (mode) {
      case NEAREST -> Math.rint(value);
      case DOWN -> Math.floor(value);
      case UP -> Math.ceil(value);
      case ZERO -> value < 0 ? Math.ceil(value) : Math.floor(value);
    };
  }
}
