package org.tosc.backends.machines.snitch.ieee;

import java.util.Random;

/// Formats by their widths alone, and patterns to try.
final class Bits {
  private Bits() {}

  static int exponentBits(FloatFormat format) {
    return switch (format) {
      case BINARY64 -> 11;
      case BINARY32, BFLOAT16 -> 8;
      case BINARY16, E5M2 -> 5;
      case E4M3 -> 4;
    };
  }

  static int fractionBits(FloatFormat format) {
    return format.width() - 1 - exponentBits(format);
  }

  static int bias(FloatFormat format) {
    return (1 << (exponentBits(format) - 1)) - 1;
  }

  static int topField(FloatFormat format) {
    return (1 << exponentBits(format)) - 1;
  }

  static int field(FloatFormat format, long bits) {
    return (int) (bits >>> fractionBits(format)) & topField(format);
  }

  /// A pattern: one of the corners, something beside a corner, few digits, exponents close to one
  /// or to the least or to the largest, or any.
  static long any(Random random, FloatFormat format) {
    int digits = fractionBits(format);
    long sign = random.nextBoolean() ? 1L << (format.width() - 1) : 0;
    long fraction = random.nextLong() & (1L << digits) - 1;
    if (random.nextInt(3) == 0) {
      fraction &= -1L << random.nextInt(digits + 1);
    }
    int top = topField(format);
    long field =
        switch (random.nextInt(6)) {
          case 0 -> random.nextInt(top + 1);
          case 1 -> random.nextInt(2);
          case 2 -> top - random.nextInt(2);
          case 3 -> Math.min(top, 1 + random.nextInt(digits + 2));
          default -> Math.floorMod(bias(format) + random.nextInt(2 * digits + 5) - digits - 2, top);
        };
    long magnitude = field << digits | fraction;
    return switch (random.nextInt(8)) {
      case 0 -> sign | field << digits;
      case 1 -> sign | Math.max(0, (field << digits) - 1);
      case 2 -> sign | (field << digits) | (1L << random.nextInt(digits));
      default -> sign | magnitude;
    };
  }
}
