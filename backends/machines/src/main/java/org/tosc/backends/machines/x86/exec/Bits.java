package org.tosc.backends.machines.x86.exec;

/// Numbers of 1, 2, 4 or 8 bytes in longs.
final class Bits {
  private Bits() {}

  /// Zero extended.
  static long of(long value, int bytes) {
    return bytes == 8 ? value : value & ((1L << (8 * bytes)) - 1);
  }

  /// Sign extended.
  static long signed(long value, int bytes) {
    int above = 64 - 8 * bytes;
    return value << above >> above;
  }

  static boolean negative(long value, int bytes) {
    return (value >>> (8 * bytes - 1) & 1) != 0;
  }
}
