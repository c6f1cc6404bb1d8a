package org.tosc.backends.x86.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.passes.lower.Machine;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Scalar;

/// Products of rows in blocks with weights in blocks are, bit by bit, what their definition says,
/// whatever the number of rows: the blocks of a group have sums of their own, to which `float(Σ q ·
/// w) · (scale · scale)` is added with one rounding, and these are added up in pairs.
class BlockRowsTest {
  private static final int BLOCK = 32;

  @ParameterizedTest
  @CsvSource({
    "q4_0, 16, 1, 21", "q4_0, 16, 3, 9", "q4_0, 16, 4, 8", "q4_0, 16, 7, 5", "q4_0, 16, 8, 16",
    "q4_0, 16, 13, 37", "q4_0, 16, 131, 18", "q4_0, 8, 1, 9", "q4_0, 8, 2, 7", "q4_0, 8, 9, 21",
    "q8_0, 16, 1, 21", "q8_0, 16, 3, 9", "q8_0, 16, 4, 8", "q8_0, 16, 7, 5", "q8_0, 16, 8, 16",
    "q8_0, 16, 13, 37", "q8_0, 16, 131, 18", "q8_0, 8, 1, 9", "q8_0, 8, 2, 7", "q8_0, 8, 9, 21",
  })
  void roundAsTheyAreDefined(String format, int lanes, int rows, int columns) {
    for (int terms : new int[] {128, 640}) {
      Operands of = Operands.random(format, rows, columns, terms);
      double[] expected = of.products(lanes);
      assertArrayEquals(expected, of.run(lanes, 1));
      assertArrayEquals(expected, of.run(lanes, 2));
    }
  }

  /// The largest integers: sums of products that count without a sign stay inside 32 bits.
  @ParameterizedTest
  @CsvSource({"q4_0, 1", "q4_0, 12", "q8_0, 1", "q8_0, 12"})
  void theLargestIntegersFit(String format, int rows) {
    int columns = 16;
    int terms = 256;
    for (double sign : new double[] {-1, 1}) {
      double[] x = new double[rows * terms];
      double[] w = new double[columns * terms];
      Arrays.fill(x, -127);
      Arrays.fill(w, sign * (format.equals("q4_0") ? 8 : 127));
      Operands of = new Operands(format, rows, columns, terms, x, w);
      assertArrayEquals(of.products(16), of.run(16, 1));
    }
  }

  /// A row alone and among others, also where rows are no whole groups.
  @ParameterizedTest
  @CsvSource({"q4_0, 640", "q4_0, 416", "q8_0, 640", "q8_0, 416"})
  void rowsDoNotDependOnEachOther(String format, int terms) {
    int columns = 19;
    int most = 40;
    Operands all = Operands.random(format, most, columns, terms);
    double[] together = all.run(16, 1);
    for (int rows : new int[] {1, 2, 5, 8, 9, 17}) {
      double[] x = Arrays.copyOf(all.x, rows * terms);
      double[] some = new Operands(format, rows, columns, terms, x, all.w).run(16, 1);
      assertArrayEquals(Arrays.copyOf(together, some.length), some, rows + " rows");
    }
  }

  /// @param x numbers of `rows · terms`, which are held in blocks of `q8_0`
  /// @param w numbers of `columns · terms`
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Operands(String format, int rows, int columns, int terms, double[] x, double[] w) {
    static Operands random(String format, int rows, int columns, int terms) {
      Random random = new Random(rows * 31L + terms);
      double[] x = random.doubles((long) rows * terms, -3, 3).toArray();
      double[] w = random.doubles((long) columns * terms, -0.1, 0.1).toArray();
      return new Operands(format, rows, columns, terms, x, w);
    }

    private Scalar weights() {
      return format.equals("q4_0") ? Scalar.Q4_0 : Scalar.Q8_0;
    }

    private OracleTensor left() {
      return OracleTensor.reals(Scalar.F32, new long[] {rows, terms}, x).as(Scalar.Q8_0);
    }

    private OracleTensor right() {
      return OracleTensor.reals(Scalar.F32, new long[] {columns, terms}, w).as(weights());
    }

    double[] run(int lanes, int threads) {
      String text =
          """
          func @f(%%0: tensor<[%d, %d] x q8_0>, %%1: tensor<[%d, %d] x %s>) -> (tensor<[%d, %d] x f32>) {
            %%2 = tensor.qmatmul(%%0, %%1)
            core.return(%%2)
          }
          """
              .formatted(rows, terms, columns, terms, format, rows, columns);
      Machine machine =
          new Machine(lanes, 32, 32 << 10, 1 << 20, threads, 0).withDots().asAssembled();
      OnThisCpu made = OnThisCpu.run(text, machine, List.of(left(), right()));
      return made.results().getFirst().reals();
    }

    double[] products(int lanes) {
      double[] left = left().reals();
      double[] right = right().reals();
      int bytesOfBlock = format.equals("q4_0") ? 16 : 32;
      int chains = 4 * lanes / bytesOfBlock;
      double[] products = new double[rows * columns];
      for (int m = 0; m < rows; m++) {
        for (int n = 0; n < columns; n++) {
          products[m * columns + n] = product(left, m * terms, right, n * terms, chains);
        }
      }
      return products;
    }

    private float product(double[] left, int m, double[] right, int n, int chains) {
      float[] sums = new float[chains];
      for (int b = 0; b < terms / BLOCK; b++) {
        float one = scale(left, m + b * BLOCK, 127);
        float other = scale(right, n + b * BLOCK, format.equals("q4_0") ? 8 : 127);
        long whole = 0;
        for (int k = b * BLOCK; k < (b + 1) * BLOCK; k++) {
          whole += Math.round(left[m + k] / one) * Math.round(right[n + k] / other);
        }
        sums[b % chains] = Math.fma((float) whole, one * other, sums[b % chains]);
      }
      for (int step = 1; step < chains; step *= 2) {
        for (int c = 0; c < chains; c += 2 * step) {
          sums[c] += sums[c + step];
        }
      }
      return sums[0];
    }

    /// The scale of a block: rounding to it leaves the largest number, which is `most` of it.
    private static float scale(double[] held, int from, int most) {
      double largest = 0;
      for (int k = from; k < from + BLOCK; k++) {
        largest = Math.max(largest, Math.abs(held[k]));
      }
      float scale = (float) (largest / most);
      assertEquals(scale, Float.float16ToFloat(Float.floatToFloat16(scale)));
      return scale;
    }
  }
}
