package org.tosc.rt.tensor.kernel;

/// `out += x · y` for row-major blocks: `x` is m×k at `ix`, `y` is k×n at `iy`, `out` is m×n at
/// `io`.
///
/// Rows of `y` are added, scaled, to rows of `out` — the innermost loop is contiguous and the JIT
/// compiler vectorises it — in panels of `y` that stay in the second-level cache. Each element of
/// `out` is summed in the order of `k`. No multiply-add is fused: the language rounds each
/// operation.
final class Gemm {
  private static final int K_PANEL = 128;
  private static final int N_PANEL = 512;

  private Gemm() {}

  static void floats(
      float[] x, int ix, float[] y, int iy, float[] out, int io, int m, int k, int n) {
    if (n == 1) {
      for (int i = 0; i < m; i++) {
        out[io + i] = dot(x, ix + i * k, y, iy, k);
      }
      return;
    }
    for (int k0 = 0; k0 < k; k0 += K_PANEL) {
      int kEnd = Math.min(k, k0 + K_PANEL);
      for (int n0 = 0; n0 < n; n0 += N_PANEL) {
        int width = Math.min(N_PANEL, n - n0);
        for (int i = 0; i < m; i++) {
          int to = io + i * n + n0;
          for (int p = k0; p < kEnd; p++) {
            addScaled(x[ix + i * k + p], y, iy + p * n + n0, out, to, width);
          }
        }
      }
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
