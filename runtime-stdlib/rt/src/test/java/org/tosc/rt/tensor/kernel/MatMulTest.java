package org.tosc.rt.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tosc.rt.tensor.Run.assertClose;
import static org.tosc.rt.tensor.Run.assertFault;
import static org.tosc.rt.tensor.Run.assertTensor;
import static org.tosc.rt.tensor.Run.at;
import static org.tosc.rt.tensor.Run.fault;
import static org.tosc.rt.tensor.Run.index;
import static org.tosc.rt.tensor.Run.op;
import static org.tosc.rt.tensor.Run.random;
import static org.tosc.rt.tensor.Run.shape;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

final class MatMulTest {
  /// Left shape, right shape, result shape.
  private static final long[][][] PRODUCTS = {
    {{2, 3}, {3, 4}, {2, 4}},
    {{1, 1}, {1, 1}, {1, 1}},
    {{5, 7}, {7, 1}, {5, 1}},
    {{3}, {3}, {}},
    {{3}, {3, 2}, {2}},
    {{2, 3}, {3}, {2}},
    {{4, 2, 3}, {4, 3, 2}, {4, 2, 2}},
    {{4, 2, 3}, {3, 2}, {4, 2, 2}},
    {{2, 3}, {4, 3, 2}, {4, 2, 2}},
    {{4, 1, 2, 3}, {5, 3, 2}, {4, 5, 2, 2}},
    {{4, 2, 3}, {3}, {4, 2}},
    {{3}, {4, 3, 2}, {4, 2}},
    {{0, 3}, {3, 2}, {0, 2}},
    {{2, 0}, {0, 3}, {2, 3}},
    {{7, 131}, {131, 515}, {7, 515}},
  };

  private static Tensor matrix(Tensor t, boolean left) {
    long[] shape = t.rank() > 1 ? t.shape() : left ? shape(1, t.dim(0)) : shape(t.dim(0), 1);
    return Tensor.ofDoubles(DType.F64, shape, t.toDoubles());
  }

  /// The product by its definition, in binary64.
  private static double[] reference(Tensor left, Tensor right) {
    Tensor a = matrix(left, true);
    Tensor b = matrix(right, false);
    int rank = Math.max(a.rank(), b.rank());
    long[] full = new long[rank];
    for (int i = 0; i < rank - 2; i++) {
      long x = i + a.rank() - rank >= 0 ? a.dim(i + a.rank() - rank) : 1;
      long y = i + b.rank() - rank >= 0 ? b.dim(i + b.rank() - rank) : 1;
      full[i] = Math.max(x, y);
    }
    full[rank - 2] = a.dim(a.rank() - 2);
    full[rank - 1] = b.dim(b.rank() - 1);
    double[] out = new double[(int) Arrays.stream(full).reduce(1, (x, y) -> x * y)];
    for (int i = 0; i < out.length; i++) {
      long[] at = index(i, full);
      for (long k = 0; k < a.dim(a.rank() - 1); k++) {
        out[i] += at(a, where(a, at, at[rank - 2], k)) * at(b, where(b, at, k, at[rank - 1]));
      }
    }
    return out;
  }

  private static long[] where(Tensor t, long[] batch, long row, long column) {
    long[] at = new long[t.rank()];
    for (int i = 0; i < t.rank() - 2; i++) {
      long index = batch[i + batch.length - t.rank()];
      at[i] = t.dim(i) == 1 ? 0 : index;
    }
    at[t.rank() - 2] = row;
    at[t.rank() - 1] = column;
    return at;
  }

  @Test
  void productsFollowTheDefinition() {
    for (long[][] row : PRODUCTS) {
      for (DType dtype : List.of(DType.F32, DType.F64, DType.I64, DType.I8, DType.F16)) {
        Tensor a = random(1, dtype, row[0]);
        Tensor b = random(2, dtype, row[1]);
        Tensor out = op("matmul", a, b);
        assertArrayEquals(row[2], out.shape());
        assertEquals(dtype == DType.I8 ? DType.I64 : dtype, out.dtype());
        // The elements are multiples of 1/8 below 2, so f32 sums of hundreds of them are exact.
        assertClose(reference(a, b), out, dtype == DType.F16 ? 1e-3 : 0);
      }
    }
  }

  @Test
  void mismatchesNameBothShapesAndAxes() {
    assertFault(
        TensorFault.Kind.SHAPE,
        "cannot multiply matrices [2, 3] and [4, 5]: axis 1 of the left (3) and axis 0 of the right"
            + " (4) differ",
        "matmul",
        Map.of(),
        random(1, DType.F32, 2, 3),
        random(2, DType.F32, 4, 5));
    assertFault(
        TensorFault.Kind.SHAPE,
        "cannot multiply matrices [7, 2, 3] and [4]: axis 2 of the left (3) and axis 0 of the right"
            + " (4) differ",
        "matmul",
        Map.of(),
        random(1, DType.F32, 7, 2, 3),
        random(2, DType.F32, 4));
    assertEquals(
        TensorFault.Kind.SHAPE, fault("matmul", Map.of(), random(1, DType.F32, 2, 2), 3L).kind());
    assertEquals(
        TensorFault.Kind.SHAPE,
        fault("matmul", Map.of(), random(1, DType.F32, 2, 2, 2), random(1, DType.F32, 3, 2, 2))
            .kind());
  }

  @Test
  void notANumberIsNotSkippedBesideZero() {
    Tensor zero = Tensor.of(new double[] {0, 0}, 1, 2);
    Tensor b = Tensor.of(new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1, 1}, 2, 2);
    assertTensor(DType.F32, shape(1, 2), op("matmul", zero, b), Double.NaN, Double.NaN);
  }

  @Test
  void integerProductsAreChecked() {
    Tensor big = Tensor.ofLongs(DType.I64, shape(1, 1), new long[] {1L << 40});
    assertEquals(TensorFault.Kind.OVERFLOW, fault("matmul", Map.of(), big, big).kind());
  }

  @Test
  void vectorsHaveDotAndOuterProducts() {
    Tensor a = Tensor.of(1, 2, 3);
    assertTensor(DType.F32, shape(), op("dot", a, Tensor.of(4, 5, 6)), 32);
    assertTensor(DType.F32, shape(3, 2), op("outer", a, Tensor.of(1, 10)), 1, 10, 2, 20, 3, 30);
    assertEquals(TensorFault.Kind.SHAPE, fault("dot", Map.of(), a, Tensor.of(1, 2)).kind());
    assertEquals(
        TensorFault.Kind.SHAPE, fault("outer", Map.of(), a, random(1, DType.F32, 2, 2)).kind());
  }
}
