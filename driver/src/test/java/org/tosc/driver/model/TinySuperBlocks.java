package org.tosc.driver.model;

import java.nio.ByteBuffer;

/// Blocks of 256 elements as ggml-common.h lays them out (`block_q4_K`, `block_q5_K`,
/// `block_q6_K`), written by themselves: which of the near numbers an element becomes does not
/// matter to a test, but what the bytes stand for does.
final class TinySuperBlocks {
  private static final int BLOCK = 256;
  private static final int GROUP = 32;

  private TinySuperBlocks() {}

  /// `q4_k` or `q5_k`.
  ///
  /// @param most of an integer: 15 or 31
  static void pairs(ByteBuffer out, float[] x, int at, double[] cells, int most) {
    float[] scales = new float[BLOCK / GROUP];
    float[] minimums = new float[scales.length];
    for (int i = 0; i < BLOCK; i++) {
      minimums[i / GROUP] = Math.max(minimums[i / GROUP], -x[at + i]);
    }
    for (int i = 0; i < BLOCK; i++) {
      int g = i / GROUP;
      scales[g] = Math.max(scales[g], (x[at + i] + minimums[g]) / most);
    }
    float d = half(most(scales) / 63);
    float dmin = half(most(minimums) / 63);
    int[] sc = multiples(scales, d, 0, 63);
    int[] m = multiples(minimums, dmin, 0, 63);
    int[] q = new int[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      double scale = (double) d * sc[i / GROUP];
      double minimum = (double) dmin * m[i / GROUP];
      q[i] = scale == 0 ? 0 : Math.clamp(Math.round((x[at + i] + minimum) / scale), 0, most);
      cells[at + i] = scale * q[i] - minimum;
    }
    out.putShort(Float.floatToFloat16(d)).putShort(Float.floatToFloat16(dmin));
    sixBits(out, sc, m);
    if (most > 15) {
      fifths(out, q);
    }
    for (int i = 0; i < BLOCK / 2; i++) {
      int low = i / GROUP * 2 * GROUP + i % GROUP;
      out.put((byte) ((q[low] & 15) | ((q[low + GROUP] & 15) << 4)));
    }
  }

  /// The reverse of `get_scale_min_k4`.
  private static void sixBits(ByteBuffer out, int[] sc, int[] m) {
    for (int j = 0; j < 4; j++) {
      out.put((byte) (sc[j] | ((sc[j + 4] >> 4) << 6)));
    }
    for (int j = 0; j < 4; j++) {
      out.put((byte) (m[j] | ((m[j + 4] >> 4) << 6)));
    }
    for (int j = 0; j < 4; j++) {
      out.put((byte) ((sc[j + 4] & 15) | ((m[j + 4] & 15) << 4)));
    }
  }

  private static void fifths(ByteBuffer out, int[] q) {
    for (int i = 0; i < GROUP; i++) {
      int bits = 0;
      for (int g = 0; g < BLOCK / GROUP; g++) {
        bits |= (q[g * GROUP + i] >> 4) << g;
      }
      out.put((byte) bits);
    }
  }

  /// `q6_k`, whose groups have 16 elements.
  static void q6(ByteBuffer out, float[] x, int at, double[] cells) {
    float[] scales = new float[16];
    for (int i = 0; i < BLOCK; i++) {
      scales[i / 16] = Math.max(scales[i / 16], Math.abs(x[at + i]) / 31);
    }
    float d = half(most(scales) / 127);
    int[] sc = multiples(scales, d, -128, 127);
    int[] q = new int[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      // Scales have signs, too.
      sc[i / 16] *= i / 16 % 3 == 2 && i % 16 == 0 ? -1 : 1;
      double scale = (double) d * sc[i / 16];
      int near = scale == 0 ? 0 : Math.clamp(Math.round(x[at + i] / scale), -32, 31);
      cells[at + i] = scale * near;
      q[i] = near + 32;
    }
    for (int i = 0; i < BLOCK / 2; i++) {
      int low = i / 64 * 128 + i % 64;
      out.put((byte) ((q[low] & 15) | ((q[low + 64] & 15) << 4)));
    }
    for (int i = 0; i < BLOCK / 4; i++) {
      int first = i / 32 * 128 + i % 32;
      int bits = 0;
      for (int p = 0; p < 4; p++) {
        bits |= (q[first + 32 * p] >> 4) << (2 * p);
      }
      out.put((byte) bits);
    }
    for (int scale : sc) {
      out.put((byte) scale);
    }
    out.putShort(Float.floatToFloat16(d));
  }

  private static int[] multiples(float[] numbers, float unit, int least, int most) {
    int[] all = new int[numbers.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = unit == 0 ? 0 : Math.clamp(Math.round(numbers[i] / unit), least, most);
    }
    return all;
  }

  private static float most(float[] numbers) {
    float most = 0;
    for (float x : numbers) {
      most = Math.max(most, x);
    }
    return most;
  }

  private static float half(float x) {
    return Float.float16ToFloat(Float.floatToFloat16(x));
  }
}
