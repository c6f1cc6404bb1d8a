package org.tosc.models.blocks;

import java.util.Arrays;

/// Finds the scale and min that 32 numbers are stored best with, as `scale · q - min` with q from 0
/// to `most`: it rounds with several steps in turn, each time fits a line through the numbers by
/// weighted least squares, and keeps the one with the smallest weighted error.
///
/// Source: `make_qkx2_quants` of `ggml-quants.c`, operation by operation.
///
/// @param most the largest q
/// @param first of the steps to try: `most + first` over the range of the numbers
/// @param step from one to the next
/// @param steps how many more than one
record AffineFit(int most, float first, float step, int steps) {
  private static final int SIZE = 32;

  /// @param min what is subtracted; not negative
  record Line(float scale, float min) {}

  /// Sums over the numbers for one rounding of them.
  private record Sums(float q, float qq, float qx) {}

  Line of(float[] in, int from, float[] weights, byte[] out, int to) {
    float low = in[from];
    float high = in[from];
    float sumW = weights[0];
    float sumX = sumW * in[from];
    for (int i = 1; i < SIZE; i++) {
      float x = in[from + i];
      low = x < low ? x : low;
      high = x > high ? x : high;
      sumW += weights[i];
      sumX += weights[i] * x;
    }
    low = low > 0 ? 0 : low;
    if (high == low) {
      Arrays.fill(out, to, to + SIZE, (byte) 0);
      return new Line(0, -low);
    }
    float inverse = most / (high - low);
    float scale = 1 / inverse;
    float min = low;
    byte[] q = new byte[SIZE];
    round(in, from, inverse, low, q);
    System.arraycopy(q, 0, out, to, SIZE);
    float best = error(in, from, weights, q, scale, min);
    for (int s = 0; s <= steps; s++) {
      // As GGML has it: every rounding starts from the best min so far, over the first range.
      inverse = (first + (step * s) + most) / (high - min);
      round(in, from, inverse, min, q);
      Sums sums = sums(in, from, weights, q);
      float determinant = (sumW * sums.qq) - (sums.q * sums.q);
      if (determinant > 0) {
        float newScale = ((sumW * sums.qx) - (sumX * sums.q)) / determinant;
        float newMin = ((sums.qq * sumX) - (sums.q * sums.qx)) / determinant;
        if (newMin > 0) {
          newMin = 0;
          newScale = sums.qx / sums.qq;
        }
        float error = error(in, from, weights, q, newScale, newMin);
        if (error < best) {
          System.arraycopy(q, 0, out, to, SIZE);
          best = error;
          scale = newScale;
          min = newMin;
        }
      }
    }
    return new Line(scale, -min);
  }

  private void round(float[] in, int from, float inverse, float min, byte[] q) {
    for (int i = 0; i < SIZE; i++) {
      q[i] = (byte) Math.clamp(Rounding.nearest(inverse * (in[from + i] - min)), 0, most);
    }
  }

  private static Sums sums(float[] in, int from, float[] weights, byte[] q) {
    float sumQ = 0;
    float sumQq = 0;
    float sumQx = 0;
    for (int i = 0; i < SIZE; i++) {
      float wq = weights[i] * q[i];
      sumQ += wq;
      sumQq += wq * q[i];
      sumQx += wq * in[from + i];
    }
    return new Sums(sumQ, sumQq, sumQx);
  }

  private static float error(
      float[] in, int from, float[] weights, byte[] q, float scale, float min) {
    float error = 0;
    for (int i = 0; i < SIZE; i++) {
      float difference = (scale * q[i]) + min - in[from + i];
      error += weights[i] * (difference * difference);
    }
    return error;
  }
}
