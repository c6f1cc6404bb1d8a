package org.tosc.rt.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tosc.rt.tensor.Run.assertClose;
import static org.tosc.rt.tensor.Run.assertFault;
import static org.tosc.rt.tensor.Run.assertTensor;
import static org.tosc.rt.tensor.Run.attrs;
import static org.tosc.rt.tensor.Run.fault;
import static org.tosc.rt.tensor.Run.op;
import static org.tosc.rt.tensor.Run.random;
import static org.tosc.rt.tensor.Run.shape;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

final class LinearAlgebraTest {
  /// Laplace's expansion along the first row.
  private static double determinant(double[][] a) {
    if (a.length == 0) {
      return 1;
    }
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      double[][] minor = new double[a.length - 1][a.length - 1];
      for (int i = 1; i < a.length; i++) {
        for (int j = 0, k = 0; j < a.length; j++) {
          if (j != c) {
            minor[i - 1][k++] = a[i][j];
          }
        }
      }
      sum += (c % 2 == 0 ? 1 : -1) * a[0][c] * determinant(minor);
    }
    return sum;
  }

  @Test
  void determinantsFollowLaplace() {
    for (int n = 0; n < 6; n++) {
      Tensor a = random(n + 1, DType.F64, n, n);
      double[][] rows = new double[n][n];
      for (int i = 0; i < n * n; i++) {
        rows[i / n][i % n] = a.getDouble(i);
      }
      assertClose(new double[] {determinant(rows)}, op("det", a), 1e-12);
    }
    assertArrayEquals(shape(3, 2), op("det", random(1, DType.F32, 3, 2, 4, 4)).shape());
  }

  @Test
  void inversesAndSolutionsMultiplyBack() {
    for (int n = 1; n < 8; n++) {
      Tensor a = op("add", random(n, DType.F64, 2, n, n), op("mul", op("eye", attrs("n", n)), 5L));
      Tensor eye = op("broadcast", attrs("shape", shape(2, n, n)), op("eye", attrs("n", n)));
      assertClose(eye.toDoubles(), op("matmul", a, op("inv", a)), 1e-13);
      Tensor b = random(n + 9, DType.F64, 2, n, 3);
      assertClose(b.toDoubles(), op("matmul", a, op("solve", a, b)), 1e-13);
    }
    Tensor a = Tensor.of(new double[] {0, 2, 1, 0}, 2, 2);
    assertTensor(DType.F32, shape(2), op("solve", a, Tensor.of(4, 3)), 3, 2);
    assertTensor(DType.F32, shape(2, 2), op("inv", a), 0, 1, 0.5, 0);
  }

  @Test
  void tracesSumTheDiagonal() {
    assertTensor(DType.F32, shape(), op("trace", Tensor.of(new double[] {1, 2, 3, 4}, 2, 2)), 5);
    Tensor whole = Tensor.ofLongs(DType.I8, shape(2, 1, 1), new long[] {100, 27});
    assertTensor(DType.I64, shape(2), op("trace", whole), 100, 27);
  }

  @Test
  void faultsSayWhatIsWrong() {
    Tensor singular = Tensor.of(new double[] {1, 2, 2, 4}, 2, 2);
    assertEquals(0, op("det", singular).getDouble(0));
    assertFault(
        TensorFault.Kind.VALUE,
        "`inv` needs a regular matrix, found a singular one",
        "inv",
        Map.of(),
        singular);
    assertFault(
        TensorFault.Kind.SHAPE,
        "`det` takes a square matrix, found shape [2, 3]",
        "det",
        Map.of(),
        random(1, DType.F32, 2, 3));
    assertEquals(
        TensorFault.Kind.SHAPE, fault("solve", Map.of(), singular, Tensor.of(1, 2, 3)).kind());
  }
}
