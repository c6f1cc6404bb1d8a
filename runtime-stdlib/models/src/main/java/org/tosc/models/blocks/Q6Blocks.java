package org.tosc.models.blocks;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// `q6_k`: 6 bits an element; 16 elements share a scale of 8 bits. The value is `d · scale · (q -
/// 32)`.
///
/// ```text
/// 128 × low nibbles of two elements · 64 × upper bits of four elements · 16 × i8 scale · f16 d
/// ```
///
/// A half of a block has 64 bytes of nibbles and 32 of upper bits. Of its element `32·p + l`, the
/// nibble is the low (p = 0, 1) or high (p = 2, 3) one of byte `32·(p mod 2) + l`, and the upper
/// bits are those at `2·p` of byte `l`.
final class Q6Blocks {
  private static final int UPPER = 128;
  private static final int SCALES = 192;
  private static final int D = 208;
  private static final SymmetricFit FIT = new SymmetricFit(32);

  private Q6Blocks() {}

  static void decode(MemorySegment data, long at, float[] out, int to, int count) {
    byte[] q = new byte[256];
    integers(data, at, q);
    for (int group = 0; group < 16; group++) {
      float scale = scale(data, at, group);
      for (int i = 16 * group; i < 16 * group + 16; i++) {
        out[to + i] = scale * q[i];
      }
    }
  }

  /// What a group's integers are multiplied by.
  static float scale(MemorySegment data, long at, int group) {
    return Cells.half(data, at + D) * data.get(ValueLayout.JAVA_BYTE, at + SCALES + group);
  }

  /// The integers of a block's elements, from -32 to 31.
  static void integers(MemorySegment data, long at, byte[] out) {
    for (int group = 0; group < 16; group++) {
      int half = group / 8;
      int part = group % 8 / 2;
      int first = 16 * (group % 2);
      long low = at + (64L * half) + (32L * (part % 2)) + first;
      long upper = at + UPPER + (32L * half) + first;
      for (int l = 0; l < 16; l++) {
        int nibble = Cells.unsigned(data, low + l) >> (part / 2 * 4) & 0xF;
        int bits = Cells.unsigned(data, upper + l) >> (part * 2) & 3;
        out[(16 * group) + l] = (byte) ((nibble | bits << 4) - 32);
      }
    }
  }

  static void encode(float[] in, int from, int count, MemorySegment data, long at) {
    byte[] q = new byte[256];
    float[] scales = new float[16];
    float largest = 0; // with its sign
    for (int group = 0; group < 16; group++) {
      scales[group] = FIT.of(in, from + (16 * group), q, 16 * group);
      if (Math.abs(scales[group]) > Math.abs(largest)) {
        largest = scales[group];
      }
    }
    if (Math.abs(largest) < SymmetricFit.NOTHING) {
      data.asSlice(at, D + 2).fill((byte) 0);
      return;
    }
    float inverse = -128f / largest;
    Cells.putHalf(data, at + D, 1 / inverse);
    for (int group = 0; group < 16; group++) {
      int scale = Math.min(127, Rounding.nearest(inverse * scales[group]));
      Cells.put(data, at + SCALES + group, scale);
    }
    requantise(in, from, data, at, q);
    pack(q, data, at);
  }

  /// Takes the elements anew with the scales that were stored.
  private static void requantise(float[] in, int from, MemorySegment data, long at, byte[] q) {
    for (int group = 0; group < 16; group++) {
      float d = Cells.half(data, at + D) * data.get(ValueLayout.JAVA_BYTE, at + SCALES + group);
      for (int l = 16 * group; d != 0 && l < 16 * group + 16; l++) {
        q[l] = (byte) (Math.clamp(Rounding.nearest(in[from + l] / d), -32, 31) + 32);
      }
    }
  }

  private static void pack(byte[] q, MemorySegment data, long at) {
    for (int i = 0; i < 64; i++) {
      int l = (i / 32 * 128) + (i % 32);
      long low = at + (i / 32 * 64L) + (i % 32);
      Cells.put(data, low, (q[l] & 0xF) | (q[l + 64] & 0xF) << 4);
      Cells.put(data, low + 32, (q[l + 32] & 0xF) | (q[l + 96] & 0xF) << 4);
      int upper = q[l] >> 4 | q[l + 32] >> 4 << 2 | q[l + 64] >> 4 << 4 | q[l + 96] >> 4 << 6;
      Cells.put(data, at + UPPER + i, upper);
    }
  }
}
