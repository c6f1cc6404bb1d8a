package org.tosc.rt.tensor.kernel;

import java.util.Arrays;

/// `out += x · y` for row-major blocks: `x` is m×k at `ix`, `y` is k×n at `iy`, `out` is m×n at
/// `io`.
///
/// Rows of `y` are added, scaled, to rows of `out`. The rows of a panel of `y`, which stays in the
/// second-level cache, and the row of `out` are arrays of their own, so that the innermost loop has
/// one index and no offsets: only then does C2 vectorise it. Each element of `out` is summed in the
/// order of `k`. No multiply-add is fused: the language rounds each operation.
final class Gemm {
  private static final int K_PANEL = 128;
  private static final int N_PANEL = 512;

  /// Fewer rows do not pay for a copy of `y`.
  private static final int MIN_PACKED_ROWS = 3;

  private Gemm() {}

  static void floats(
      float[] x, int ix, float[] y, int iy, float[] out, int io, int m, int k, int n) {
    if (n == 1) {
      for (int i = 0; i < m; i++) {
        out[io + i] = dot(x, ix + i * k, y, iy, k);
      }
    } else if (m < MIN_PACKED_ROWS) {
      for (int i = 0; i < m; i++) {
        for (int p = 0; p < k; p++) {
          addScaled(x[ix + i * k + p], y, iy + p * n, out, io + i * n, n);
        }
      }
    } else {
      packed(x, ix, y, iy, out, io, m, k, n);
    }
  }

  private static void packed(
      float[] x, int ix, float[] y, int iy, float[] out, int io, int m, int k, int n) {
    for (int n0 = 0; n0 < n; n0 += N_PANEL) {
      int width = Math.min(N_PANEL, n - n0);
      float[] sum = new float[width];
      for (int k0 = 0; k0 < k; k0 += K_PANEL) {
        float[][] panel = panel(y, iy + k0 * n + n0, n, Math.min(K_PANEL, k - k0), width);
        for (int i = 0; i < m; i++) {
          int to = io + i * n + n0;
          System.arraycopy(out, to, sum, 0, width);
          addRows(x, ix + i * k + k0, panel, sum);
          System.arraycopy(sum, 0, out, to, width);
        }
      }
    }
  }

  private static float[][] panel(float[] y, int from, int n, int rows, int width) {
    float[][] panel = new float[rows][];
    for (int p = 0; p < rows; p++) {
      panel[p] = Arrays.copyOfRange(y, from + p * n, from + p * n + width);
    }
    return panel;
  }

  /// Adds the rows of the panel, scaled by the neighbours in `x` from `at`.
  private static void addRows(float[] x, int at, float[][] panel, float[] sum) {
    int p = 0;
    for (; p + 3 < panel.length; p += 4) {
      addFour(x, at + p, panel[p], panel[p + 1], panel[p + 2], panel[p + 3], sum);
    }
    for (; p < panel.length; p++) {
      float s = x[at + p];
      float[] row = panel[p];
      for (int j = 0; j < sum.length; j++) {
        sum[j] += s * row[j];
      }
    }
  }

  private static void addFour(
      float[] x, int at, float[] r0, float[] r1, float[] r2, float[] r3, float[] sum) {
    float s0 = x[at];
    float s1 = x[at + 1];
    float s2 = x[at + 2];
    float s3 = x[at + 3];
    for (int j = 0; j < sum.length; j++) {
      sum[j] = (((sum[j] + s0 * r0[j]) + s1 * r1[j]) + s2 * r2[j]) + s3 * r3[j];
    }
  }

  private static void addScaled(float s, float[] y, int from, float[] out, int to, int n) {
    for (int j = 0; j < n; j++) {
      out[to + j] += s * y[from + j];
    }
  }

  /// A dot product in four interleaved sums, added pairwise.
  private static float dot(float[] x, int ix, float[] y, int iy, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += x[ix + i] * y[iy + i];
      s1 += x[ix + i + 1] * y[iy + i + 1];
      s2 += x[ix + i + 2] * y[iy + i + 2];
      s3 += x[ix + i + 3] * y[iy + i + 3];
    }
    for (; i < n; i++) {
      s0 += x[ix + i] * y[iy + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  static void doubles(
      double[] x, int ix, double[] y, int iy, double[] out, int io, int m, int k, int n) {
    for (int k0 = 0; k0 < k; k0 += K_PANEL) {
      int kEnd = Math.min(k, k0 + K_PANEL);
      for (int i = 0; i < m; i++) {
        for (int p = k0; p < kEnd; p++) {
          addScaled(x[ix + i * k + p], y, iy + p * n, out, io + i * n, n);
        }
      }
    }
  }

  private static void addScaled(double s, double[] y, int from, double[] out, int to, int n) {
    for (int j = 0; j < n; j++) {
      out[to + j] += s * y[from + j];
    }
  }

  static void longs(long[] x, int ix, long[] y, int iy, long[] out, int io, int m, int k, int n) {
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        long s = x[ix + i * k + p];
        for (int j = 0; j < n; j++) {
          int to = io + i * n + j;
          out[to] = Math.addExact(out[to], Math.multiplyExact(s, y[iy + p * n + j]));
        }
      }
    }
  }
}
