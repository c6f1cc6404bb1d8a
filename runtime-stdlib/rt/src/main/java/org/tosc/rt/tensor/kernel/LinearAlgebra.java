package org.tosc.rt.tensor.kernel;

import java.util.Arrays;
import java.util.Map;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Square matrices: determinant, inverse, trace and linear systems, over any leading axes, in
/// binary64 and rounded once. Integers give `f32`, but for the trace, which is a sum.
public final class LinearAlgebra {
  private LinearAlgebra() {}

  public static Map<String, Kernel> table() {
    return Map.of(
        "det", LinearAlgebra::det,
        "inv", LinearAlgebra::inv,
        "trace", LinearAlgebra::trace,
        "solve", LinearAlgebra::solve);
  }

  /// The operand's number of rows, which is that of its columns.
  private static int squareSize(Call call, Tensor t) {
    int rank = t.rank();
    if (rank < 2 || t.dim(rank - 1) != t.dim(rank - 2)) {
      throw TensorFault.shape(
          "`" + call.op() + "` takes a square matrix, found shape " + Shapes.text(t.shape()));
    }
    return (int) t.dim(rank - 1);
  }

  private static int batchCount(Tensor t) {
    return Shapes.span(t.shape(), 0, t.rank() - 2);
  }

  private static double[] matrix(double[] x, int at, int n) {
    return Arrays.copyOfRange(x, at * n * n, (at + 1) * n * n);
  }

  private static Tensor det(Call call) {
    Tensor t = call.tensor(0);
    int n = squareSize(call, t);
    double[] x = Raw.doubles(t);
    double[] out = new double[batchCount(t)];
    for (int b = 0; b < out.length; b++) {
      out[b] = Lu.of(matrix(x, b, n), n).determinant();
    }
    long[] shape = Arrays.copyOf(t.shape(), t.rank() - 2);
    return Raw.rounded(Call.floatOf(t.dtype()), shape, out);
  }

  private static Tensor inv(Call call) {
    Tensor t = call.tensor(0);
    int n = squareSize(call, t);
    double[] x = Raw.doubles(t);
    double[] out = new double[x.length];
    for (int b = 0; b < batchCount(t); b++) {
      double[] identity = new double[n * n];
      for (int i = 0; i < n; i++) {
        identity[i * n + i] = 1;
      }
      Lu lu = regular(call, Lu.of(matrix(x, b, n), n));
      System.arraycopy(lu.solve(identity, n), 0, out, b * n * n, n * n);
    }
    return Raw.rounded(Call.floatOf(t.dtype()), t.shape(), out);
  }

  private static Lu regular(Call call, Lu lu) {
    if (lu.isSingular()) {
      throw TensorFault.value("`" + call.op() + "` needs a regular matrix, found a singular one");
    }
    return lu;
  }

  /// `solve(a, b)`: the `x` of `a · x = b`, for a vector `[n]` or a matrix `[n, k]`; with leading
  /// axes in `a`, `b` has the same ones and is `[…, n, k]`.
  private static Tensor solve(Call call) {
    Tensor a = call.tensor(0);
    Tensor b = call.tensor(1);
    int n = squareSize(call, a);
    boolean vector = b.rank() == 1;
    long[] shape = vector ? new long[] {b.dim(0), 1} : b.shape();
    boolean fits = shape.length == a.rank() && shape[shape.length - 2] == n;
    for (int i = 0; fits && i < a.rank() - 2; i++) {
      fits = shape[i] == a.dim(i);
    }
    if (!fits) {
      throw TensorFault.shape(
          "`solve` cannot combine the matrix "
              + Shapes.text(a.shape())
              + " and the right side "
              + Shapes.text(b.shape())
              + ": the right side has "
              + n
              + " rows");
    }
    int k = (int) shape[shape.length - 1];
    double[] x = Raw.doubles(a);
    double[] y = Raw.doubles(b);
    double[] out = new double[y.length];
    for (int i = 0; i < batchCount(a); i++) {
      Lu lu = regular(call, Lu.of(matrix(x, i, n), n));
      double[] right = Arrays.copyOfRange(y, i * n * k, (i + 1) * n * k);
      System.arraycopy(lu.solve(right, k), 0, out, i * n * k, n * k);
    }
    return Raw.rounded(Normalizing.common(a, b), b.shape(), out);
  }

  /// The sum of the diagonal of the last two axes.
  private static Tensor trace(Call call) {
    Tensor t = call.tensor(0);
    int n = squareSize(call, t);
    long[] shape = Arrays.copyOf(t.shape(), t.rank() - 2);
    if (t.dtype().isInteger() || t.dtype().isBool()) {
      long[] sums = new long[batchCount(t)];
      for (int at = 0; at < sums.length * n; at++) {
        sums[at / n] = Math.addExact(sums[at / n], t.getLong(diagonal(at, n)));
      }
      return Raw.adopt(shape, sums);
    }
    double[] sums = new double[batchCount(t)];
    for (int at = 0; at < sums.length * n; at++) {
      sums[at / n] += t.getDouble(diagonal(at, n));
    }
    DType dtype = Call.floatOf(t.dtype());
    return Raw.rounded(dtype, shape, sums);
  }

  /// The flat position of diagonal element `at` of a run of n×n matrices.
  private static long diagonal(int at, int n) {
    return (long) (at / n) * n * n + (long) (at % n) * (n + 1);
  }
}
