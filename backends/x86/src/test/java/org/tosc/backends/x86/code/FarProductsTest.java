package org.tosc.backends.x86.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.passes.lower.Machine;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.text.Printer;

/// Products whose right operand comes from memory, which is asked for it ahead of time, for a
/// machine whose caches are so small that everything does.
class FarProductsTest {
  private static final int CACHE = 2048;

  /// Few rows read it as it is, with the next panel in the same rows; many rows copy it, and ask
  /// for the next panel meanwhile. Terms and columns that are no multiples of anything, on one
  /// thread and in the parts of two.
  @ParameterizedTest
  @CsvSource({
    "1, 40, 300, f32, ahead = ",
    "7, 45, 300, f32, ahead = ",
    "16, 70, 130, f32, ahead = ",
    "20, 33, 257, bf16, ahead = ",
    "24, 600, 200, f32, kernel.prefetch",
    "50, 517, 130, f32, kernel.prefetch",
    "61, 700, 65, bf16, kernel.prefetch",
    "64, 513, 192, f32, kernel.prefetch",
  })
  void areRight(int rows, int terms, int columns, String right, String asks) {
    Random random = new Random(rows * 31L + terms);
    double[] x = random.doubles((long) rows * terms, -1, 1).map(d -> (float) d).toArray();
    double[] y = random.doubles((long) terms * columns, -1, 1).map(d -> (float) d).toArray();
    for (int threads = 1; threads <= 2; threads++) {
      List<double[]> all = run(threads, rows, terms, columns, x, y, Scalar.parse(right), asks);
      for (int i = 0; i < rows * columns; i++) {
        double exact = 0;
        double most = 0;
        for (int k = 0; k < terms; k++) {
          double product = x[i / columns * terms + k] * all.get(1)[k * columns + i % columns];
          exact += product;
          most += Math.abs(product);
        }
        double sum = Math.max(0, exact + 0.25);
        assertEquals(sum, all.getFirst()[i], terms * 0x1p-23 * (most + 1));
      }
    }
  }

  /// The results, and the right operand as it is held.
  private static List<double[]> run(
      int threads,
      int rows,
      int terms,
      int columns,
      double[] x,
      double[] y,
      Scalar right,
      String asks) {
    boolean isCast = right != Scalar.F32;
    String text =
        """
        func @f(%%0: tensor<[%1$d, %2$d] x f32>, %%1: tensor<[%2$d, %3$d] x %4$s>, %%2: tensor<[%3$d] x f32>)
            -> (tensor<[%1$d, %3$d] x f32>) {
          %5$s
          %%4 = tensor.matmul(%6$s)
          %%5 = tensor.add(%%4, %%2)
          %%6 = tensor.relu(%%5)
          core.return(%%6)
        }
        """
            .formatted(
                rows,
                terms,
                columns,
                right.text(),
                isCast ? "%3 = tensor.cast(%1) {dtype = type f32}" : "",
                isCast ? "%0, %3" : "%0, %1");
    double[] bias = new double[columns];
    Arrays.fill(bias, 0.25);
    OracleTensor left = OracleTensor.reals(Scalar.F32, new long[] {rows, terms}, x);
    OracleTensor weights = OracleTensor.reals(Scalar.F32, new long[] {terms, columns}, y).as(right);
    OracleTensor added = OracleTensor.reals(Scalar.F32, new long[] {columns}, bias);
    Machine machine = new Machine(16, 32, CACHE / 4, CACHE, threads, 0).asAssembled();
    OnThisCpu made = OnThisCpu.run(text, machine, List.of(left, weights, added));
    String lowered = Printer.print(new Module(List.of(), made.lowered()));
    assertTrue(lowered.contains(asks), "nothing asks memory");
    return List.of(made.results().getFirst().reals(), weights.reals());
  }
}
