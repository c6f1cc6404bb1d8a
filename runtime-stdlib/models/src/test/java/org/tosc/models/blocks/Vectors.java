package org.tosc.models.blocks;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.tosc.models.weights.WeightFormat;

/// The vectors that GGML made (`README.md` beside them), and what `vectors.c` makes its inputs
/// with.
final class Vectors {
  /// Rows of 256 elements behind each hash.
  static final int MANY = 1 << 14;

  private static final float[] POWERS = new float[24];

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Math.scalb(1f, i - 16);
    }
  }

  private long state;

  Vectors(long seed) {
    state = seed;
  }

  static byte[] bytes(String name) {
    try (InputStream in = Vectors.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no vectors " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  static float[] floats(String name) {
    return MemorySegment.ofArray(bytes(name)).toArray(Cells.FLOAT);
  }

  /// Lines such as `decode q4_0 16384 1334289614bc3a4e`, by their first two words.
  static Map<String, Long> hashes() {
    Map<String, Long> out = new HashMap<>();
    new String(bytes("hashes.txt"), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(w -> out.put(w[0] + " " + w[1], Long.parseUnsignedLong(w[3], 16)));
    return out;
  }

  /// splitmix64.
  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// Where a block's scales of binary16 stand.
  static int[] scales(WeightFormat format) {
    return switch (format) {
      case Q4_0, Q5_0, Q8_0 -> new int[] {0};
      case Q4_1, Q5_1, Q4_K, Q5_K -> new int[] {0, 2};
      case Q2_K -> new int[] {80, 82};
      case Q3_K -> new int[] {108};
      case Q6_K -> new int[] {208};
      case F16, BF16 -> new int[] {0};
      case F64, F32, F8E4M3, F8E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> new int[] {};
    };
  }

  /// Random blocks with finite scales.
  void blocks(WeightFormat format, byte[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (next() >>> 56);
    }
    for (int at = 0; at < out.length; at += format.blockBytes()) {
      for (int scale : scales(format)) {
        int high = at + scale + 1;
        if ((out[high] & 0x7C) == 0x7C) {
          out[high] ^= 0x40;
        }
      }
    }
  }

  /// One of eight kinds of 256 numbers.
  void numbers(float[] out, int row) {
    int kind = row % 8;
    float scale = POWERS[(int) Long.remainderUnsigned(next(), 24)];
    for (int i = 0; i < 256; i++) {
      long r = next();
      long sum = 0;
      for (int k = 0; k < 4; k++) {
        sum += (r >>> (16 * k) & 0xFFFF) - 32_768;
      }
      out[i] = shaped(kind, row, i, r, sum / 65_536f) * scale;
    }
  }

  private static float shaped(int kind, int row, int i, long r, float x) {
    return switch (kind) {
      case 1 -> x < 0 ? -x : x;
      case 2 -> ((r & 0xFF) + 1) / 16f;
      case 3 -> r % 64 == 0 ? x * 64 : x;
      case 4 -> i / 32 % 2 == 0 ? 0 : x;
      case 5 -> i / 16 % 2 == 0 ? 1 : x / 1024;
      case 6 -> Long.remainderUnsigned(r, 15) - 7f;
      case 7 -> row % 64 == 7 ? 0 : x;
      default -> x;
    };
  }

  /// FNV-1a of 64 bits, continued.
  static long hashed(long hash, byte[] bytes) {
    long out = hash;
    for (byte b : bytes) {
      out = (out ^ (b & 0xFF)) * 0x100000001B3L;
    }
    return out;
  }

  static final long HASH_START = 0xCBF29CE484222325L;
}
