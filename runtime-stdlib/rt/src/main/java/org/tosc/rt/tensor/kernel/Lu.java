package org.tosc.rt.tensor.kernel;

/// The factors of a matrix by Gaussian elimination with partial pivoting: `P·A = L·U`, with L's
/// unit diagonal left out.
final class Lu {
  private final double[] a;
  private final int n;
  private final int[] rows;
  private int sign = 1;

  private Lu(double[] a, int n) {
    this.a = a;
    this.n = n;
    this.rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = i;
    }
  }

  /// Factors `a` in place.
  static Lu of(double[] a, int n) {
    Lu lu = new Lu(a, n);
    for (int k = 0; k < n; k++) {
      lu.pivot(k);
      lu.eliminate(k);
    }
    return lu;
  }

  private void pivot(int k) {
    int best = k;
    for (int i = k + 1; i < n; i++) {
      if (Math.abs(a[i * n + k]) > Math.abs(a[best * n + k])) {
        best = i;
      }
    }
    if (best != k) {
      for (int j = 0; j < n; j++) {
        double t = a[k * n + j];
        a[k * n + j] = a[best * n + j];
        a[best * n + j] = t;
      }
      int row = rows[k];
      rows[k] = rows[best];
      rows[best] = row;
      sign = -sign;
    }
  }

  private void eliminate(int k) {
    double pivot = a[k * n + k];
    if (pivot == 0) {
      return;
    }
    for (int i = k + 1; i < n; i++) {
      double factor = a[i * n + k] / pivot;
      a[i * n + k] = factor;
      for (int j = k + 1; j < n; j++) {
        a[i * n + j] -= factor * a[k * n + j];
      }
    }
  }

  boolean isSingular() {
    for (int i = 0; i < n; i++) {
      if (a[i * n + i] == 0) {
        return true;
      }
    }
    return false;
  }

  double determinant() {
    double product = sign;
    for (int i = 0; i < n; i++) {
      product *= a[i * n + i];
    }
    return product + 0.0; // never -0
  }

  /// The solution for `k` right sides, `b` being n×k.
  double[] solve(double[] b, int k) {
    double[] x = new double[n * k];
    for (int i = 0; i < n; i++) {
      System.arraycopy(b, rows[i] * k, x, i * k, k);
      for (int p = 0; p < i; p++) {
        subtract(x, i, p, a[i * n + p], k);
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int p = i + 1; p < n; p++) {
        subtract(x, i, p, a[i * n + p], k);
      }
      for (int j = 0; j < k; j++) {
        x[i * k + j] /= a[i * n + i];
      }
    }
    return x;
  }

  private static void subtract(double[] x, int to, int from, double factor, int k) {
    for (int j = 0; j < k; j++) {
      x[to * k + j] -= factor * x[from * k + j];
    }
  }
}
