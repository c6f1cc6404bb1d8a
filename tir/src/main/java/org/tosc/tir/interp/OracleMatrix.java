package org.tosc.tir.interp;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/// The meaning of matrix products and of linear algebra, by definition: sums in binary64, rounded
/// once; systems by Gaussian elimination with the largest pivot.
final class OracleMatrix {
  private OracleMatrix() {}

  /// Matrices with their 1-D forms filled up: a row on the left, a column on the right.
  static OracleTensor matmul(OracleCall call) {
    OracleTensor a = call.tensor(0);
    OracleTensor b = call.tensor(1);
    long[] left = a.rank() == 1 ? new long[] {1, a.shape()[0]} : a.shape();
    long[] right = b.rank() == 1 ? new long[] {b.shape()[0], 1} : b.shape();
    return product(call, a.reshaped(a.element(), left), b.reshaped(b.element(), right));
  }

  private static OracleTensor product(OracleCall call, OracleTensor a, OracleTensor b) {
    int inner = (int) a.shape()[a.rank() - 1];
    long[] full = fullShape(call, a, b);
    int width = (int) b.shape()[b.rank() - 1];
    double[] reals = new double[Extents.size(full)];
    long[] integers = new long[reals.length];
    for (int i = 0; i < reals.length; i++) {
      int[] at = Extents.index(full, i);
      int left = operandPosition(a.shape(), at, at[at.length - 2], 0);
      int right = operandPosition(b.shape(), at, 0, at[at.length - 1]);
      if (OracleTensor.isWhole(call.element())) {
        integers[i] = sumWhole(inner, k -> a.integer(left + k), k -> b.integer(right + k * width));
      } else {
        reals[i] = sum(inner, k -> a.real(left + k) * b.real(right + k * width));
      }
    }
    return OracleTensor.isWhole(call.element()) ? call.integers(integers) : call.reals(reals);
  }

  /// The result's shape before the axes that 1-D operands lack are dropped.
  private static long[] fullShape(OracleCall call, OracleTensor a, OracleTensor b) {
    long[] shape = call.shape();
    int batch = Math.max(a.rank(), b.rank()) - 2;
    long[] full = Arrays.copyOf(shape, batch + 2);
    full[batch] = a.shape()[a.rank() - 2];
    full[batch + 1] = b.shape()[b.rank() - 1];
    return full;
  }

  private static int operandPosition(long[] shape, int[] at, int row, int column) {
    int[] index = at.clone();
    index[index.length - 2] = row;
    index[index.length - 1] = column;
    return Extents.broadcast(shape, index);
  }

  static double sum(int n, IntToDoubleFunction term) {
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += term.applyAsDouble(k);
    }
    return sum;
  }

  private static long sumWhole(int n, IntToLongFunction a, IntToLongFunction b) {
    long sum = 0;
    for (int k = 0; k < n; k++) {
      long term = Math.multiplyExact(a.applyAsLong(k), b.applyAsLong(k));
      sum = Math.addExact(sum, term);
    }
    return sum;
  }

  static OracleTensor outer(OracleCall call) {
    OracleTensor a = call.operand(0);
    OracleTensor b = call.operand(1);
    OracleTensor column = a.reshaped(a.element(), new long[] {a.size(), 1});
    OracleTensor row = b.reshaped(b.element(), new long[] {1, b.size()});
    return product(call, column, row);
  }

  /// `x @ transpose(weights)`.
  static OracleTensor qmatmul(OracleCall call) {
    OracleTensor weights = call.tensor(1);
    OracleTensor wide = weights.isWhole() ? OracleBlocks.scaled(weights, call.tensor(2)) : weights;
    OracleTensor x = call.x();
    int k = (int) wide.shape()[1];
    int n = (int) wide.shape()[0];
    double[] out = new double[Extents.size(call.shape())];
    for (int i = 0; i < out.length; i++) {
      int row = i / n * k;
      int column = i % n * k;
      out[i] = sum(k, j -> x.real(row + j) * wide.real(column + j));
    }
    return call.reals(out);
  }

  static OracleTensor trace(OracleCall call) {
    long[] shape = call.x().shape();
    int n = (int) shape[shape.length - 1];
    int count = Extents.size(call.shape());
    if (call.x().isWhole()) {
      long[] out = new long[count];
      for (int i = 0; i < count * n; i++) {
        long next = call.x().integer(i / n * n * n + i % n * (n + 1));
        out[i / n] = Math.addExact(out[i / n], next);
      }
      return call.integers(out);
    }
    double[] out = new double[count];
    Arrays.setAll(out, m -> sum(n, i -> call.x().real(m * n * n + i * (n + 1))));
    return call.reals(out);
  }

  static OracleTensor det(OracleCall call) {
    int n = order(call);
    double[] out = new double[Extents.size(call.shape())];
    Arrays.setAll(out, m -> eliminate(matrix(call.x(), m, n, n), new double[n][0]));
    return call.reals(out);
  }

  static OracleTensor inv(OracleCall call) {
    int n = order(call);
    double[] out = new double[call.x().size()];
    for (int m = 0; m * n * n < out.length; m++) {
      double[][] identity = new double[n][n];
      for (int i = 0; i < n; i++) {
        identity[i][i] = 1;
      }
      solveInto(call, m, n, identity, out);
    }
    return call.reals(out);
  }

  static OracleTensor solve(OracleCall call) {
    int n = order(call);
    OracleTensor b = call.tensor(1);
    int columns = b.rank() == 1 ? 1 : (int) b.shape()[b.rank() - 1];
    double[] out = new double[b.size()];
    for (int m = 0; m * n * n < call.x().size(); m++) {
      solveInto(call, m, n, matrix(b, m, n, columns), out);
    }
    return call.reals(out);
  }

  private static int order(OracleCall call) {
    return (int) call.x().shape()[call.x().rank() - 1];
  }

  private static double[][] matrix(OracleTensor t, int m, int rows, int columns) {
    double[][] out = new double[rows][columns];
    for (int i = 0; i < rows * columns; i++) {
      out[i / columns][i % columns] = t.real(m * rows * columns + i);
    }
    return out;
  }

  /// Solves for matrix `m` of the first operand and puts the result in its place.
  private static void solveInto(OracleCall call, int m, int n, double[][] right, double[] out) {
    double[][] a = matrix(call.x(), m, n, n);
    eliminate(a, right);
    if (java.util.stream.IntStream.range(0, n).anyMatch(k -> a[k][k] == 0)) {
      throw new GuestFault(
          "ValueError", "`" + call.types().op() + "` needs a regular matrix, found a singular one");
    }
    int columns = n == 0 ? 0 : right[0].length;
    for (int i = n - 1; i >= 0; i--) {
      for (int j = 0; j < columns; j++) {
        double rest = right[i][j];
        for (int k = i + 1; k < n; k++) {
          rest -= a[i][k] * right[k][j];
        }
        right[i][j] = rest / a[i][i];
        out[(m * n + i) * columns + j] = right[i][j];
      }
    }
  }

  /// Brings `a` to upper triangular form, `right` along with it; the determinant of `a`.
  private static double eliminate(double[][] a, double[][] right) {
    double determinant = 1;
    for (int k = 0; k < a.length; k++) {
      determinant *= pivot(a, right, k) * a[k][k];
      for (int i = k + 1; i < a.length && a[k][k] != 0; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < a.length; j++) {
          a[i][j] -= factor * a[k][j];
        }
        for (int j = 0; j < right[i].length; j++) {
          right[i][j] -= factor * right[k][j];
        }
      }
    }
    return determinant;
  }

  /// Brings the largest element of column k into row k; -1 if that exchanged rows.
  private static int pivot(double[][] a, double[][] right, int k) {
    int best = k;
    for (int i = k + 1; i < a.length; i++) {
      best = Math.abs(a[i][k]) > Math.abs(a[best][k]) ? i : best;
    }
    double[] row = a[k];
    a[k] = a[best];
    a[best] = row;
    double[] side = right[k];
    right[k] = right[best];
    right[best] = side;
    return best == k ? 1 : -1;
  }
}
