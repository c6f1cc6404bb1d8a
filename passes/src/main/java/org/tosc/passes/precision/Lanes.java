package org.tosc.passes.precision;

import java.util.Arrays;

/// The rows of an estimate along one axis, one after the other; one row where all are the same.
final class Lanes {
  private Lanes() {}

  /// One row: middles, radii and errors of its elements.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Lane(double[] middle, double[] radius, double[] error) {
    static Lane of(int n) {
      return new Lane(new double[n], new double[n], new double[n]);
    }

    int size() {
      return middle.length;
    }

    double low(int i) {
      return middle[i] - radius[i];
    }

    double high(int i) {
      return middle[i] + radius[i];
    }

    double reach(int i) {
      return Math.abs(middle[i]) + radius[i] + error[i];
    }

    /// The largest of all that are not infinite for sure.
    double largest() {
      double most = 0;
      for (int i = 0; i < size(); i++) {
        most = Math.max(most, isMasked(i) ? 0 : reach(i));
      }
      return most;
    }

    private boolean isMasked(int i) {
      return middle[i] == Double.NEGATIVE_INFINITY && radius[i] == 0 && error[i] == 0;
    }

    /// Whether all exact numbers are known.
    boolean isPoint() {
      return Arrays.stream(radius).allMatch(r -> r == 0);
    }

    double largestError() {
      return Arrays.stream(error).max().orElse(0);
    }

    void set(int i, double m, double r, double e) {
      Elementwise.Cell cell = new Elementwise.Cell(m, r, e).orUnknown();
      middle[i] = cell.middle();
      radius[i] = cell.radius();
      error[i] = cell.error();
    }
  }

  /// What a rule makes of a row.
  @FunctionalInterface
  interface Rule {
    Lane of(Lane row);
  }

  /// Applies a rule to every row along an axis.
  static Estimate along(Estimate x, int axis, Rule rule) {
    long[] shape = x.shape();
    int n = (int) shape[axis];
    if (x.count() == 0) {
      return x;
    }
    if (x.middle().isUniform() && x.radius().isUniform() && x.error().isUniform()) {
      return uniform(x, n, rule);
    }
    int stride = (int) Field.size(Arrays.copyOfRange(shape, axis + 1, shape.length));
    int count = (int) x.count();
    Lane all = Lane.of(count);
    for (int row = 0; row < count / n; row++) {
      int first = row / stride * stride * n + row % stride;
      Lane in = Lane.of(n);
      for (int i = 0; i < n; i++) {
        int at = first + i * stride;
        in.set(i, x.middle().at(at), x.radius().at(at), x.error().at(at));
      }
      Lane made = rule.of(in);
      for (int i = 0; i < n; i++) {
        all.set(first + i * stride, made.middle[i], made.radius[i], made.error[i]);
      }
    }
    return new Estimate(
        Field.of(shape, all.middle), Field.of(shape, all.radius), Field.of(shape, all.error));
  }

  private static Estimate uniform(Estimate x, int n, Rule rule) {
    Lane in = Lane.of(n);
    Arrays.fill(in.middle, x.middle().at(0));
    Arrays.fill(in.radius, x.radius().at(0));
    Arrays.fill(in.error, x.error().at(0));
    Lane made = rule.of(in);
    long[] shape = x.shape();
    return new Estimate(
        Field.uniform(shape, made.middle[0]),
        Field.uniform(shape, made.radius[0]),
        Field.uniform(shape, made.largestError()));
  }
}
