package org.tosc.backends.machines.x86.exec;

import java.util.random.RandomGenerator;

/// Values by chance, with the edges of integers and floats among them.
final class Values {
  private static final long[] INTEGERS = {
    0,
    1,
    -1,
    2,
    0x7F,
    0x80,
    0xFF,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x7FFF_FFFF,
    0x8000_0000L,
    0xFFFF_FFFFL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    63,
    64,
    31,
    32,
    33
  };
  private static final int[] FLOATS = {
    0, 0x8000_0000, 0x3F80_0000, 0xBF80_0000, 0x7F80_0000, 0xFF80_0000, 0x7FC0_0001, 0xFFC1_2345,
    0x7F80_0001, 0xFFA0_0000, 1, 0x8000_0001, 0x007F_FFFF, 0x0080_0000, 0x7F7F_FFFF, 0xFF7F_FFFF,
    0x4F00_0000, 0xCF00_0000, 0x4EFF_FFFF, 0x5F00_0000, 0x3F00_0000, 0x4020_0000, 0x3F7F_FFFF
  };

  private final RandomGenerator random;

  Values(RandomGenerator random) {
    this.random = random;
  }

  long integer() {
    return switch (random.nextInt(4)) {
      case 0 -> INTEGERS[random.nextInt(INTEGERS.length)];
      case 1 -> random.nextInt(200) - 100;
      case 2 -> random.nextLong() >> random.nextInt(64);
      default -> random.nextLong();
    };
  }

  private int single() {
    return switch (random.nextInt(4)) {
      case 0 -> FLOATS[random.nextInt(FLOATS.length)];
      case 1 -> Float.floatToRawIntBits((random.nextInt(4001) - 2000) / 4f);
      case 2 -> random.nextInt();
      default -> Float.floatToRawIntBits((float) random.nextGaussian());
    };
  }

  private long dual() {
    return switch (random.nextInt(5)) {
      case 0 -> {
        float f = Float.intBitsToFloat(FLOATS[random.nextInt(FLOATS.length)]);
        yield Double.doubleToRawLongBits(f);
      }
      case 1 -> Double.doubleToRawLongBits((random.nextInt(4001) - 2000) / 4.0);
      case 2 -> random.nextLong();
      case 3 -> random.nextInt(2) == 0 ? 0x7FF0_0000_0000_0001L : 0x0000_0000_0000_0001L;
      default -> Double.doubleToRawLongBits(random.nextGaussian() * 1e10);
    };
  }

  /// 8 longs of one kind.
  void vector(long[] to, int at) {
    int kind = random.nextInt(5);
    for (int k = 0; k < 8; k++) {
      to[at + k] =
          switch (kind) {
            case 0 -> random.nextLong();
            case 1, 2 -> (single() & 0xFFFF_FFFFL) | (long) single() << 32;
            case 3 -> dual();
            default -> integer();
          };
    }
  }
}
