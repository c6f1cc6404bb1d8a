package org.tosc.rt.tensor.kernel;

import java.util.Arrays;
import java.util.Map;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Strided;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Products of matrices by NumPy's rules: the last two axes multiply, the others broadcast, a
/// vector on the left is a row and on the right a column, and the axis that was added vanishes
/// again.
///
/// `f64` accumulates in `f64`, other floats in `f32` in the order of the inner axis, integers in
/// `i64`.
public final class MatMul {
  private MatMul() {}

  public static Map<String, Kernel> table() {
    return Map.of("matmul", MatMul::matmul, "dot", MatMul::dot, "outer", MatMul::outer);
  }

  private static Tensor matmul(Call call) {
    Tensor a = call.tensor(0);
    Tensor b = call.tensor(1);
    if (a.rank() == 0 || b.rank() == 0) {
      throw TensorFault.shape(
          "cannot multiply matrices "
              + Shapes.text(a.shape())
              + " and "
              + Shapes.text(b.shape())
              + ": a number multiplies with `*`");
    }
    return multiply(a, b, resultType(a, b));
  }

  /// Floats promote; integers and booleans give `i64`, the type of their sums.
  private static DType resultType(Tensor a, Tensor b) {
    DType dtype = DType.promote(a.dtype(), b.dtype());
    return dtype.isFloat() ? dtype : DType.I64;
  }

  static Tensor multiply(Tensor a, Tensor b, DType dtype) {
    long[] left = a.rank() == 1 ? new long[] {1, a.dim(0)} : a.shape();
    long[] right = b.rank() == 1 ? new long[] {b.dim(0), 1} : b.shape();
    int m = (int) left[left.length - 2];
    int k = (int) left[left.length - 1];
    int n = (int) right[right.length - 1];
    if (right[right.length - 2] != k) {
      throw mismatch(a, b, k, right[right.length - 2]);
    }
    long[] leftBatch = Arrays.copyOf(left, left.length - 2);
    long[] rightBatch = Arrays.copyOf(right, right.length - 2);
    long[] batch = Shapes.broadcast("matmul", leftBatch, rightBatch);
    int[] pa = batchPositions(leftBatch, batch);
    int[] pb = batchPositions(rightBatch, batch);
    long[] full = Shapes.splice(batch, batch.length, batch.length, m, n);
    int size = Shapes.size(full);
    Tensor product = product(a, b, dtype, pa, pb, m, k, n, size, full);
    return a.rank() > 1 && b.rank() > 1
        ? product
        : Raw.reshaped(product, squeezed(full, a.rank() == 1, b.rank() == 1));
  }

  private static TensorFault mismatch(Tensor a, Tensor b, long k, long found) {
    return TensorFault.shape(
        "cannot multiply matrices "
            + Shapes.text(a.shape())
            + " and "
            + Shapes.text(b.shape())
            + ": axis "
            + (a.rank() - 1)
            + " of the left ("
            + k
            + ") and axis "
            + Math.max(0, b.rank() - 2)
            + " of the right ("
            + found
            + ") differ");
  }

  private static int[] batchPositions(long[] own, long[] batch) {
    return Strided.positions(batch, Shapes.broadcastStrides("matmul", own, batch), 0);
  }

  private static long[] squeezed(long[] full, boolean row, boolean column) {
    int rank = full.length;
    long[] shape = column ? Shapes.splice(full, rank - 1, rank) : full;
    return row ? Shapes.splice(shape, rank - 2, rank - 1) : shape;
  }

  private static Tensor product(
      Tensor a,
      Tensor b,
      DType dtype,
      int[] pa,
      int[] pb,
      int m,
      int k,
      int n,
      int size,
      long[] shape) {
    if (dtype == DType.F64) {
      double[] x = Raw.doubles(a);
      double[] y = Raw.doubles(b);
      double[] out = new double[size];
      for (int i = 0; i < pa.length; i++) {
        Gemm.doubles(x, pa[i] * m * k, y, pb[i] * k * n, out, i * m * n, m, k, n);
      }
      return Raw.adopt(shape, out);
    }
    if (dtype.isFloat()) {
      float[] x = Raw.floats(a);
      float[] y = Raw.floats(b);
      float[] out = new float[size];
      for (int i = 0; i < pa.length; i++) {
        Gemm.floats(x, pa[i] * m * k, y, pb[i] * k * n, out, i * m * n, m, k, n);
      }
      return Raw.rounded(dtype, shape, out);
    }
    long[] x = Raw.longs(a);
    long[] y = Raw.longs(b);
    long[] out = new long[size];
    for (int i = 0; i < pa.length; i++) {
      Gemm.longs(x, pa[i] * m * k, y, pb[i] * k * n, out, i * m * n, m, k, n);
    }
    return Raw.checked(dtype, shape, out);
  }

  /// The scalar product of two vectors.
  private static Tensor dot(Call call) {
    Tensor a = call.tensor(0);
    Tensor b = call.tensor(1);
    if (a.rank() != 1 || b.rank() != 1 || a.dim(0) != b.dim(0)) {
      throw TensorFault.shape(
          "`dot` takes two vectors of one length, found shapes "
              + Shapes.text(a.shape())
              + " and "
              + Shapes.text(b.shape()));
    }
    return multiply(a, b, resultType(a, b));
  }

  /// All products of the elements of two vectors.
  private static Tensor outer(Call call) {
    Tensor a = call.tensor(0);
    Tensor b = call.tensor(1);
    if (a.rank() != 1 || b.rank() != 1) {
      throw TensorFault.shape(
          "`outer` takes two vectors, found shapes "
              + Shapes.text(a.shape())
              + " and "
              + Shapes.text(b.shape()));
    }
    Tensor column = Raw.reshaped(a, new long[] {a.dim(0), 1});
    Tensor row = Raw.reshaped(b, new long[] {1, b.dim(0)});
    return multiply(column, row, resultType(a, b));
  }
}
