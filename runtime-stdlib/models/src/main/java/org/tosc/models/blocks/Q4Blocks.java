package org.tosc.models.blocks;

import java.lang.foreign.MemorySegment;

/// `q4_k`: 4 bits an element; 32 elements share a scale and a min of 6 bits each.
///
/// ```text
/// f16 d · f16 dmin · 12 bytes of scales and mins (SixBitPairs) · 128 × two elements
/// ```
///
/// Of 64 elements, the first 32 are the low nibbles of 32 bytes, the others the high ones.
final class Q4Blocks {
  private static final int BLOCK = 256;
  private static final int PAIRS = 4;
  private static final int ELEMENTS = 16;

  /// Scales to try: from (15 - 1) to (15 + 1) steps over the range of 32 elements.
  private static final AffineFit FIT = new AffineFit(15, -1f, 0.1f, 20);

  private Q4Blocks() {}

  static void decode(MemorySegment data, long at, float[] out, int to, int count) {
    byte[] q = new byte[BLOCK];
    integers(data, at, q);
    SixBitPairs.decode(data, at, q, out, to);
  }

  /// The integers of a block's elements.
  static void integers(MemorySegment data, long at, byte[] out) {
    for (int i = 0; i < BLOCK / 2; i++) {
      int both = Cells.unsigned(data, at + ELEMENTS + i);
      int low = (i / 32 * 64) + (i % 32);
      out[low] = (byte) (both & 0xF);
      out[low + 32] = (byte) (both >> 4);
    }
  }

  static void encode(float[] in, int from, int count, MemorySegment data, long at) {
    byte[] q = new byte[256];
    float[] scales = new float[8];
    float[] mins = new float[8];
    float maxScale = 0;
    float maxMin = 0;
    for (int group = 0; group < 8; group++) {
      int first = 32 * group;
      AffineFit.Line line = FIT.of(in, from + first, weights(in, from + first), q, first);
      scales[group] = line.scale();
      mins[group] = line.min();
      maxScale = Math.max(maxScale, line.scale());
      maxMin = Math.max(maxMin, line.min());
    }
    SixBitPairs.put(sixBits(scales, maxScale), sixBits(mins, maxMin), data, at + PAIRS);
    Cells.putHalf(data, at, maxScale / 63f);
    Cells.putHalf(data, at + 2, maxMin / 63f);
    requantise(in, from, data, at, q);
    pack(q, data, at + ELEMENTS);
  }

  /// How much each of 32 elements matters: more, the larger it is.
  private static float[] weights(float[] in, int from) {
    float squares = 0;
    for (int l = 0; l < 32; l++) {
      squares += in[from + l] * in[from + l];
    }
    float mean = (float) Math.sqrt(squares / 32);
    float[] weights = new float[32];
    for (int l = 0; l < 32; l++) {
      weights[l] = mean + Math.abs(in[from + l]);
    }
    return weights;
  }

  private static int[] sixBits(float[] values, float max) {
    float inverse = max > 0 ? 63f / max : 0f;
    int[] out = new int[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.min(63, Rounding.nearest(inverse * values[i]) & 0xFF);
    }
    return out;
  }

  /// Takes the elements anew with the scales and mins that were stored.
  private static void requantise(float[] in, int from, MemorySegment data, long at, byte[] q) {
    for (int group = 0; group < 8; group++) {
      float d = Cells.half(data, at) * SixBitPairs.scale(data, at + PAIRS, group);
      float dm = Cells.half(data, at + 2) * SixBitPairs.min(data, at + PAIRS, group);
      for (int l = 32 * group; d != 0 && l < 32 * group + 32; l++) {
        q[l] = (byte) Math.clamp(Rounding.nearest((in[from + l] + dm) / d), 0, 15);
      }
    }
  }

  private static void pack(byte[] q, MemorySegment data, long at) {
    for (int i = 0; i < 128; i++) {
      int low = (i / 32 * 64) + (i % 32);
      Cells.put(data, at + i, q[low] | q[low + 32] << 4);
    }
  }
}
