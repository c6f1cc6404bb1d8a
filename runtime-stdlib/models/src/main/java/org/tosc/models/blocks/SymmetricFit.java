package org.tosc.models.blocks;

import java.util.Arrays;

/// Finds the scale that 16 numbers are stored best with, as `scale · (q - most)` with q from 0 to
/// `2 · most - 1`: it rounds with several steps around the one that the largest number suggests,
/// each time fits by least squares, weighted by the numbers' squares, and keeps the best.
///
/// Source: `make_qx_quants` of `ggml-quants.c` with `rmse_type` 1, operation by operation.
record SymmetricFit(int most) {
  /// What is smaller is nothing (`GROUP_MAX_EPS`).
  static final float NOTHING = 1e-15f;

  private static final int SIZE = 16;

  /// Products of the numbers with their roundings.
  private record Sums(float qx, float qq) {
    float scale() {
      return qq == 0 ? 0 : qx / qq;
    }
  }

  /// The scale; what it makes of the numbers goes to `out`.
  float of(float[] in, int from, byte[] out, int to) {
    float largest = 0; // with its sign
    for (int i = 0; i < SIZE; i++) {
      if (Math.abs(in[from + i]) > Math.abs(largest)) {
        largest = in[from + i];
      }
    }
    if (Math.abs(largest) < NOTHING) {
      Arrays.fill(out, to, to + SIZE, (byte) 0);
      return 0;
    }
    float inverse = -most / largest;
    round(in, from, inverse, out, to);
    Sums sums = sums(in, from, inverse);
    float scale = sums.scale();
    float best = scale * sums.qx;
    for (int step = -9; step <= 9; step++) {
      if (step == 0) {
        continue;
      }
      inverse = -(most + (0.1f * step)) / largest;
      sums = sums(in, from, inverse);
      if (sums.qq > 0 && sums.qx * sums.qx > best * sums.qq) {
        round(in, from, inverse, out, to);
        scale = sums.scale();
        best = scale * sums.qx;
      }
    }
    return scale;
  }

  private int rounded(float x, float inverse) {
    return Math.clamp(Rounding.nearest(inverse * x), -most, most - 1);
  }

  private void round(float[] in, int from, float inverse, byte[] out, int to) {
    for (int i = 0; i < SIZE; i++) {
      out[to + i] = (byte) (rounded(in[from + i], inverse) + most);
    }
  }

  private Sums sums(float[] in, int from, float inverse) {
    float qx = 0;
    float qq = 0;
    for (int i = 0; i < SIZE; i++) {
      float x = in[from + i];
      int q = rounded(x, inverse);
      float w = x * x;
      qx += w * x * q;
      qq += w * q * q;
    }
    return new Sums(qx, qq);
  }
}
