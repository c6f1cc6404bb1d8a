package org.tosc.rt.tensor.kernel;

import org.tosc.rt.tensor.BlockFormats;
import org.tosc.rt.tensor.Tensor;

/// `x · wᵀ` for few rows of `x` and weights in packed blocks: a few rows of the weights are
/// unpacked at a time and stay in the cache, instead of all of them and a copy that is turned over.
///
/// Each element is summed in the order of `k` and no multiply-add is fused, as in [Gemm]: both give
/// the same bits.
final class PackedProduct {
  /// Rows of `x` for which this is faster than unpacking everything.
  static final int MOST_ROWS = 16;

  /// Rows of weights whose sums are made side by side: each sum waits for its last addition.
  private static final int SIDE_BY_SIDE = 4;

  private PackedProduct() {}

  /// The product, as rows of `n` elements.
  ///
  /// @param x rows of `k` elements, one after the other
  /// @param w blocks of shape `[n, k]`
  static float[] multiply(float[] x, Tensor w) {
    int n = (int) w.dim(0);
    int k = (int) w.dim(1);
    int rows = x.length / k;
    float[] out = new float[rows * n];
    float[][] weights = new float[SIDE_BY_SIDE][k];
    float[] sums = new float[SIDE_BY_SIDE];
    for (int j = 0; j < n; j += SIDE_BY_SIDE) {
      int count = Math.min(SIDE_BY_SIDE, n - j);
      for (int s = 0; s < count; s++) {
        BlockFormats.decode(w, (long) (j + s) * k, weights[s]);
      }
      for (int i = 0; i < rows; i++) {
        sums(x, i * k, weights[0], weights[1], weights[2], weights[3], sums);
        System.arraycopy(sums, 0, out, i * n + j, count);
      }
    }
    return out;
  }

  private static void sums(
      float[] x, int at, float[] w0, float[] w1, float[] w2, float[] w3, float[] sums) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int p = 0; p < w0.length; p++) {
      float factor = x[at + p];
      s0 += factor * w0[p];
      s1 += factor * w1[p];
      s2 += factor * w2[p];
      s3 += factor * w3[p];
    }
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
  }
}
