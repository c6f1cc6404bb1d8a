package org.tosc.models.blocks;

import java.lang.foreign.MemorySegment;

/// The 8 scales and 8 mins of a block of `q4_k` or `q5_k`, 6 bits each, in 12 bytes.
///
/// ```text
/// bytes 0–3    scales 0–3, above them the upper 2 bits of scales 4–7
/// bytes 4–7    mins 0–3,   above them the upper 2 bits of mins 4–7
/// bytes 8–11   the lower 4 bits of scales 4–7, above them those of mins 4–7
/// ```
///
/// Source: `get_scale_min_k4` of `ggml-quants.c`.
final class SixBitPairs {
  private SixBitPairs() {}

  static int scale(MemorySegment data, long at, int j) {
    return j < 4
        ? Cells.unsigned(data, at + j) & 63
        : (Cells.unsigned(data, at + j + 4) & 0xF) | (Cells.unsigned(data, at + j - 4) >> 6 << 4);
  }

  static int min(MemorySegment data, long at, int j) {
    return j < 4
        ? Cells.unsigned(data, at + j + 4) & 63
        : (Cells.unsigned(data, at + j + 4) >> 4) | (Cells.unsigned(data, at + j) >> 6 << 4);
  }

  /// Packs numbers of 6 bits.
  static void put(int[] scales, int[] mins, MemorySegment data, long at) {
    for (int j = 0; j < 4; j++) {
      Cells.put(data, at + j, scales[j] | (scales[j + 4] >> 4 << 6));
      Cells.put(data, at + 4 + j, mins[j] | (mins[j + 4] >> 4 << 6));
      Cells.put(data, at + 8 + j, (scales[j + 4] & 0xF) | ((mins[j + 4] & 0xF) << 4));
    }
  }
}
