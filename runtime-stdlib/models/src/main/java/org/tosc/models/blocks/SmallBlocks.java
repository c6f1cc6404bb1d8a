package org.tosc.models.blocks;

import java.lang.foreign.MemorySegment;

/// Blocks of 32 elements, beside `q4_0` and `q8_0`, which tensors have too.
///
/// | format | bytes | value |
/// |---|---|---|
/// | `q4_1` | f16 `d`, f16 `m`, 16 × nibbles | `q · d + m` |
/// | `q5_0` | f16 `d`, 32 fifth bits, 16 × nibbles | `(q - 16) · d` |
/// | `q5_1` | f16 `d`, f16 `m`, 32 fifth bits, 16 × nibbles | `q · d + m` |
///
/// Element j has the low nibble of byte j, element j + 16 the high one, and bit j of the fifth
/// bits.
final class SmallBlocks {
  private static final int HALF = 16;

  private SmallBlocks() {}

  static void q41(MemorySegment data, long at, float[] out, int to, int count) {
    float d = Cells.half(data, at);
    float m = Cells.half(data, at + 2);
    for (int j = 0; j < HALF; j++) {
      int both = Cells.unsigned(data, at + 4 + j);
      out[to + j] = ((both & 0xF) * d) + m;
      out[to + HALF + j] = ((both >> 4) * d) + m;
    }
  }

  static void q50(MemorySegment data, long at, float[] out, int to, int count) {
    float d = Cells.half(data, at);
    int fifths = data.get(Cells.INT, at + 2);
    for (int j = 0; j < HALF; j++) {
      int both = Cells.unsigned(data, at + 6 + j);
      out[to + j] = (((both & 0xF) | fifth(fifths, j)) - 16) * d;
      out[to + HALF + j] = (((both >> 4) | fifth(fifths, HALF + j)) - 16) * d;
    }
  }

  static void q51(MemorySegment data, long at, float[] out, int to, int count) {
    float d = Cells.half(data, at);
    float m = Cells.half(data, at + 2);
    int fifths = data.get(Cells.INT, at + 4);
    for (int j = 0; j < HALF; j++) {
      int both = Cells.unsigned(data, at + 8 + j);
      out[to + j] = (((both & 0xF) | fifth(fifths, j)) * d) + m;
      out[to + HALF + j] = (((both >> 4) | fifth(fifths, HALF + j)) * d) + m;
    }
  }

  /// The fifth bit of element `j`, at its place.
  private static int fifth(int fifths, int j) {
    return (fifths >>> j & 1) << 4;
  }
}
