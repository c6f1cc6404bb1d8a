package org.tosc.models.blocks;

import java.lang.foreign.MemorySegment;

/// `q5_k`: 5 bits an element; 32 elements share a scale and a min of 6 bits each.
///
/// ```text
/// f16 d · f16 dmin · 12 bytes of scales and mins (SixBitPairs)
/// · 32 × fifth bits of eight elements · 128 × low bits of two elements
/// ```
///
/// Low bits lie as in [Q4Blocks]; the fifth bit of element `32·p + l` is bit `p` of byte `l`.
final class Q5Blocks {
  private static final int BLOCK = 256;
  private static final int FIFTHS = 16;
  private static final int LOW = 48;

  private Q5Blocks() {}

  static void decode(MemorySegment data, long at, float[] out, int to, int count) {
    byte[] q = new byte[BLOCK];
    integers(data, at, q);
    SixBitPairs.decode(data, at, q, out, to);
  }

  /// The integers of a block's elements.
  static void integers(MemorySegment data, long at, byte[] out) {
    for (int group = 0; group < 8; group++) {
      long from = at + LOW + (32L * (group / 2));
      int shift = 4 * (group % 2);
      for (int l = 0; l < 32; l++) {
        int low = Cells.unsigned(data, from + l) >> shift & 0xF;
        int fifth = Cells.unsigned(data, at + FIFTHS + l) >> group & 1;
        out[(32 * group) + l] = (byte) (low | fifth << 4);
      }
    }
  }
}
