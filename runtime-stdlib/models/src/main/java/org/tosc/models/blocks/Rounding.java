package org.tosc.models.blocks;

/// Rounding as GGML does it.
final class Rounding {
  /// 1.5 · 2^23: added to a number below 2^22, it leaves no bits for a fraction.
  private static final float MAGIC = 12_582_912f;

  private Rounding() {}

  /// The nearest whole number, ties to even, of a number whose magnitude is below 2^22
  /// (`nearest_int` of `ggml-quants.c`).
  static int nearest(float x) {
    return (Float.floatToRawIntBits(x + MAGIC) & 0x007F_FFFF) - 0x0040_0000;
  }
}
