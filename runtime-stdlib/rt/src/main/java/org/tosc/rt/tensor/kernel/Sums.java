package org.tosc.rt.tensor.kernel;

/// Sums of floats, in blocks of 128 whose sums are added pairwise: the error grows with the
/// logarithm of the count (Higham, *The Accuracy of Floating Point Summation*, 1993). The order
/// depends only on the count, so repeated runs agree bit for bit.
final class Sums {
  private static final int BLOCK = 128;

  private Sums() {}

  /// The sum of `n` neighbours from `at`.
  static float of(float[] x, int at, int n) {
    if (n > BLOCK) {
      int half = halfOf(n);
      return of(x, at, half) + of(x, at + half, n - half);
    }
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += x[at + i];
      s1 += x[at + i + 1];
      s2 += x[at + i + 2];
      s3 += x[at + i + 3];
    }
    for (; i < n; i++) {
      s0 += x[at + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /// The sum of `n` neighbours from `at`.
  static double of(double[] x, int at, int n) {
    if (n > BLOCK) {
      int half = halfOf(n);
      return of(x, at, half) + of(x, at + half, n - half);
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[at + i];
    }
    return sum;
  }

  /// Adds the sum of `n` rows of `width` from `at` to `out`, column by column.
  static void rows(float[] x, int at, int n, int width, float[] out, int io) {
    if (n > BLOCK) {
      int half = halfOf(n);
      rows(x, at, half, width, out, io);
      float[] second = new float[width];
      rows(x, at + half * width, n - half, width, second, 0);
      for (int j = 0; j < width; j++) {
        out[io + j] += second[j];
      }
      return;
    }
    for (int k = 0; k < n; k++) {
      int from = at + k * width;
      for (int j = 0; j < width; j++) {
        out[io + j] += x[from + j];
      }
    }
  }

  /// Adds the sum of `n` rows of `width` from `at` to `out`, column by column.
  static void rows(double[] x, int at, int n, int width, double[] out, int io) {
    for (int k = 0; k < n; k++) {
      int from = at + k * width;
      for (int j = 0; j < width; j++) {
        out[io + j] += x[from + j];
      }
    }
  }

  /// Half of `n`, rounded up to whole blocks.
  private static int halfOf(int n) {
    return Math.ceilDiv(n / 2, BLOCK) * BLOCK;
  }
}
