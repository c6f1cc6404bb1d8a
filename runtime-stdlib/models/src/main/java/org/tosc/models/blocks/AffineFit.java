package org.tosc.models.blocks;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

  /// A rounding of the numbers, and the line that fits it.
  ///
  /// @param min what is added; not positive
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Candidate(byte[] q, float scale, float min, float error) {}

  /// The line for numbers of these weights; what it makes of them goes to `out`.
  Line of(float[] in, int from, float[] weights, byte[] out, int to) {
    Group group = Group.of(in, from, weights);
    if (group.high == group.low) {
      Arrays.fill(out, to, to + SIZE, (byte) 0);
      return new Line(0, -group.low);
    }
    float inverse = most / (group.high - group.low);
    byte[] q = group.rounded(inverse, group.low, most);
    Candidate best = group.candidate(q, 1 / inverse, group.low);
    for (int s = 0; s <= steps; s++) {
      // As GGML has it: the range to cover begins at the best min so far.
      inverse = (first + (step * s) + most) / (group.high - best.min);
      Candidate next = group.fitted(group.rounded(inverse, best.min, most));
      if (next != null && next.error < best.error) {
        best = next;
      }
    }
    System.arraycopy(best.q, 0, out, to, SIZE);
    return new Line(best.scale, -best.min);
  }

  /// The numbers with their weights, their range with 0 in it, and their weighted sum.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Group(
      float[] in, int from, float[] weights, float low, float high, float sumW, float sumX) {

    static Group of(float[] in, int from, float[] weights) {
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
      return new Group(in, from, weights, low > 0 ? 0 : low, high, sumW, sumX);
    }

    byte[] rounded(float inverse, float min, int most) {
      byte[] q = new byte[SIZE];
      for (int i = 0; i < SIZE; i++) {
        q[i] = (byte) Math.clamp(Rounding.nearest(inverse * (in[from + i] - min)), 0, most);
      }
      return q;
    }

    /// The line of least squares through `q`, which does not go above 0 at 0; null where there is
    /// none.
    @Nullable Candidate fitted(byte[] q) {
      float sumQ = 0;
      float sumQq = 0;
      float sumQx = 0;
      for (int i = 0; i < SIZE; i++) {
        float wq = weights[i] * q[i];
        sumQ += wq;
        sumQq += wq * q[i];
        sumQx += wq * in[from + i];
      }
      float determinant = (sumW * sumQq) - (sumQ * sumQ);
      if (!(determinant > 0)) {
        return null;
      }
      float min = ((sumQq * sumX) - (sumQ * sumQx)) / determinant;
      return min > 0
          ? candidate(q, sumQx / sumQq, 0)
          : candidate(q, ((sumW * sumQx) - (sumX * sumQ)) / determinant, min);
    }

    Candidate candidate(byte[] q, float scale, float min) {
      float error = 0;
      for (int i = 0; i < SIZE; i++) {
        float difference = (scale * q[i]) + min - in[from + i];
        error += weights[i] * (difference * difference);
      }
      return new Candidate(q, scale, min, error);
    }
  }
}
