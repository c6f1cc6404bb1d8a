package org.tosc.backends.snitch.asm;

/// The two parts in which instructions hold a number of 32 bits: `lui` or `auipc` the upper one,
/// the next one the lower, of which the sign is extended.
final class Halves {
  private Halves() {}

  /// 20 bits.
  static int upper(int value) {
    return (value + 0x800) >>> 12;
  }

  /// -2048 … 2047.
  static int lower(int value) {
    return (value << 20) >> 20;
  }
}
