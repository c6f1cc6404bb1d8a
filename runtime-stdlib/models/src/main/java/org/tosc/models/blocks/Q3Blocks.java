package org.tosc.models.blocks;

import java.lang.foreign.MemorySegment;

/// `q3_k`: 3 bits an element; 16 elements share a scale of 6 bits.
///
/// ```text
/// 32 × third bits of eight elements · 64 × low bits of four elements · 12 bytes of scales · f16 d
/// ```
///
/// Low bits lie as in [Q2Blocks]. The third bit of element `32·p + l` is bit `p` of byte `l`; where
/// it is not set, 4 is subtracted. Scales are those of the layout less 32: the lower 4 bits of
/// scales 0–7 and above them of 8–15 in 8 bytes, then the upper 2 bits of scales j, j + 4, j + 8, j
/// + 12 in byte 8 + j.
final class Q3Blocks {
  private static final int LOW = 32;
  private static final int SCALES = 96;
  private static final int D = 108;

  private Q3Blocks() {}

  static void decode(MemorySegment data, long at, float[] out, int to, int count) {
    float d = Cells.half(data, at + D);
    for (int group = 0; group < 16; group++) {
      float scale = d * (scale(data, at + SCALES, group) - 32);
      int half = 16 * (group % 2);
      long low = at + LOW + (32L * (group / 8)) + half;
      int shift = group % 8 / 2 * 2;
      for (int l = 0; l < 16; l++) {
        int q = Cells.unsigned(data, low + l) >> shift & 3;
        int third = Cells.unsigned(data, at + half + l) >> (group / 2) & 1;
        out[to + (16 * group) + l] = scale * (q - (third == 1 ? 0 : 4));
      }
    }
  }

  private static int scale(MemorySegment data, long at, int j) {
    int low = Cells.unsigned(data, at + (j % 8)) >> (j < 8 ? 0 : 4) & 0xF;
    int high = Cells.unsigned(data, at + 8 + (j % 4)) >> (j / 4 * 2) & 3;
    return low | high << 4;
  }
}
