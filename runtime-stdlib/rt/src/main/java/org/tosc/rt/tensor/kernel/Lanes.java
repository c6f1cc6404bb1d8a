package org.tosc.rt.tensor.kernel;

import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;

/// Applies a function to every lane of a tensor along one axis, in binary64, and rounds once.
final class Lanes {
  /// Replaces the values of one lane; the array is reused for the next.
  @FunctionalInterface
  interface Lane {
    void apply(double[] lane);
  }

  private Lanes() {}

  static Tensor map(Tensor t, int axis, Lane f) {
    double[] x = Raw.doubles(t);
    double[] out = new double[x.length];
    double[] lane = new double[(int) t.dim(axis)];
    walk(
        t.shape(),
        axis,
        (from, step, n) -> {
          for (int i = 0; i < n; i++) {
            lane[i] = x[from + i * step];
          }
          f.apply(lane);
          for (int i = 0; i < n; i++) {
            out[from + i * step] = lane[i];
          }
        });
    return Raw.rounded(Call.floatOf(t.dtype()), t.shape(), out);
  }

  /// Where a lane lies.
  @FunctionalInterface
  interface Place {
    void at(int from, int step, int n);
  }

  /// Visits the lanes along `axis` in row-major order of the other axes.
  static void walk(long[] shape, int axis, Place place) {
    int n = (int) shape[axis];
    int inner = Shapes.span(shape, axis + 1, shape.length);
    int outer = Shapes.span(shape, 0, axis);
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        place.at(o * n * inner + i, inner, n);
      }
    }
  }
}
