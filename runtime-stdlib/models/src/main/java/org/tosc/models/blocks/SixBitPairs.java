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
  /// Where pairs lie in a block.
  private static final int PAIRS = 4;

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

  /// The scale of a group of a block, `d` times its 6 bits.
  ///
  /// @param at where the block begins: `d`, `dmin` and the pairs
  static float scaled(MemorySegment data, long at, int group) {
    return Cells.half(data, at) * scale(data, at + PAIRS, group);
  }

  /// The minimum of a group of a block, `dmin` times its 6 bits.
  ///
  /// @param at where the block begins
  static float minimum(MemorySegment data, long at, int group) {
    return Cells.half(data, at + 2) * min(data, at + PAIRS, group);
  }

  /// The elements of a block.
  ///
  /// @param at where the block begins
  /// @param q the integers of its elements
  static void decode(MemorySegment data, long at, byte[] q, float[] out, int to) {
    for (int group = 0; group < 8; group++) {
      float scale = scaled(data, at, group);
      float min = minimum(data, at, group);
      for (int i = 32 * group; i < 32 * group + 32; i++) {
        out[to + i] = (scale * q[i]) - min;
      }
    }
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
