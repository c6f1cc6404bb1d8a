package org.tosc.models.blocks;

import java.lang.foreign.MemorySegment;

/// `q2_k`: 2 bits an element; 16 elements share a scale and a min of 4 bits each.
///
/// ```text
/// 16 × (scale, min above it) · 64 × four elements · f16 d · f16 dmin
/// ```
///
/// Each half of a block has 32 bytes of elements; of element `32·p + l` of a half, the bits are
/// those at `2·p` of byte `l`.
final class Q2Blocks {
  private static final int ELEMENTS = 16;
  private static final int SCALES = 80;

  private Q2Blocks() {}

  static void decode(MemorySegment data, long at, float[] out, int to, int count) {
    float d = Cells.half(data, at + SCALES);
    float dmin = Cells.half(data, at + SCALES + 2);
    for (int group = 0; group < 16; group++) {
      int pair = Cells.unsigned(data, at + group);
      float scale = d * (pair & 0xF);
      float min = dmin * (pair >> 4);
      long from = at + ELEMENTS + (32L * (group / 8)) + (16L * (group % 2));
      int shift = group % 8 / 2 * 2;
      for (int l = 0; l < 16; l++) {
        int q = Cells.unsigned(data, from + l) >> shift & 3;
        out[to + (16 * group) + l] = (scale * q) - min;
      }
    }
  }
}
