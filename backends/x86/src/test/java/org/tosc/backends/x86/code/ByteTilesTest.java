package org.tosc.backends.x86.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.passes.lower.Machine;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Scalar;

/// Products with blocks by dot products of bytes are as near to the exact ones as the rows of
/// products demand, `terms · 2^-23 · Σ|x · w|`, whatever the numbers are: some weights are 0 where
/// the largest numbers of a block are.
class ByteTilesTest {
  private static final int ROWS = 2;
  private static final int COLUMNS = 9;

  /// Numbers that are hard to write as digits.
  enum Numbers {
    NORMAL(Random::nextGaussian),
    EVEN(r -> r.nextDouble() + 1),
    SPREAD(r -> r.nextGaussian() * Math.pow(2, r.nextInt(40) - 20)),
    FAR_SPREAD(r -> r.nextGaussian() * Math.pow(2, r.nextInt(230) - 120)),
    SUBNORMAL(r -> r.nextGaussian() * 0x1p-140),
    TINY(r -> r.nextGaussian() * 0x1p-100),
    HUGE(r -> r.nextGaussian() * 0x1p110),
    SPARSE(r -> r.nextInt(10) == 0 ? r.nextGaussian() : 0),
    POWERS(r -> Math.scalb(r.nextBoolean() ? 1.0 : -1.0, r.nextInt(30))),
    EDGES(r -> r.nextBoolean() ? 0x1.fffffep0 : -0x1.fcp0),
    ZEROS(r -> r.nextBoolean() ? 0.0 : -0.0);

    private final ToDoubleFunction<Random> one;

    Numbers(ToDoubleFunction<Random> one) {
      this.one = one;
    }
  }

  static List<Arguments> cases() {
    List<Arguments> all = new ArrayList<>();
    for (String format : List.of("q4_0", "q8_0")) {
      for (int lanes : new int[] {8, 16}) {
        for (int terms : new int[] {128, 416, 1024}) {
          for (Numbers numbers : Numbers.values()) {
            all.add(Arguments.of(format, lanes, terms, numbers));
          }
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void productsAreAsNearAsTheirRowsDemand(String format, int lanes, int terms, Numbers numbers) {
    Random random = new Random(terms + numbers.name().hashCode());
    double[] x = new double[ROWS * terms];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) numbers.one.applyAsDouble(random);
    }
    double[] w = weights(random, x, terms);
    List<double[]> both = run(Scalar.F32, format, lanes, terms, x, w);
    double[] found = both.getFirst();
    double[] held = both.getLast();
    for (int m = 0; m < ROWS; m++) {
      for (int n = 0; n < COLUMNS; n++) {
        double exact = 0;
        double all = 0;
        for (int k = 0; k < terms; k++) {
          double product = x[m * terms + k] * held[n * terms + k];
          exact += product;
          all += Math.abs(product);
        }
        // Each term of a sum below the normal numbers may round by half of the least of all.
        double least = numbers == Numbers.SUBNORMAL ? terms * Float.MIN_VALUE : 0;
        double allowed = terms * 0x1p-23 * all + Math.ulp((float) exact) + least;
        double off = Math.abs(found[m * COLUMNS + n] - exact);
        String words = "[%d, %d]: %s is %s off, allowed %s".formatted(m, n, exact, off, allowed);
        assertTrue(off <= allowed, words);
      }
    }
  }

  /// Weights that are 0 where the numbers of the first row are large.
  private static double[] weights(Random random, double[] x, int terms) {
    double[] w = new double[COLUMNS * terms];
    for (int i = 0; i < w.length; i++) {
      int block = i % terms / 32 * 32;
      double most = 0;
      for (int k = block; k < block + 32; k++) {
        most = Math.max(most, Math.abs(x[k]));
      }
      boolean isLarge = Math.abs(x[i % terms]) > most * 0x1p-8;
      w[i] = i / terms % 2 == 0 && isLarge ? 0 : random.nextInt(15) - 7;
    }
    return w;
  }

  /// Sums of a block's products are exact; what rounds is one conversion, one product of scales and
  /// one addition for each group, at most three for the terms behind it, and adding up the lanes.
  @ParameterizedTest
  @CsvSource({"q4_0, 8", "q4_0, 16", "q8_0, 8", "q8_0, 16"})
  void rowsInBlocksRoundOnceAGroup(String format, int lanes) {
    for (int terms : new int[] {128, 416, 3072}) {
      Random random = new Random(terms);
      double[] x = random.doubles((long) ROWS * terms, -3, 3).toArray();
      double[] w = random.doubles((long) COLUMNS * terms, -0.1, 0.1).toArray();
      List<double[]> all = run(Scalar.Q8_0, format, lanes, terms, x, w);
      int group = 4 * lanes * (format.equals("q4_0") ? 2 : 1);
      int rest = terms % group / lanes;
      for (int i = 0; i < ROWS * COLUMNS; i++) {
        double exact = 0;
        double sum = 0;
        for (int k = 0; k < terms; k++) {
          double product =
              all.get(1)[i / COLUMNS * terms + k] * all.get(2)[i % COLUMNS * terms + k];
          exact += product;
          sum += Math.abs(product);
        }
        double allowed = (terms / group + 2 + rest + 5) * 0x1p-24 * sum;
        assertEquals(exact, all.getFirst()[i], allowed);
      }
    }
  }

  @Test
  void whatIsNoNumberStaysNone() {
    int terms = 256;
    double[] x = new double[ROWS * terms];
    Arrays.fill(x, 0.5);
    x[70] = Double.NaN;
    x[terms + 5] = Double.POSITIVE_INFINITY;
    double[] y = x.clone();
    y[5] = Double.POSITIVE_INFINITY;
    y[200] = Double.NEGATIVE_INFINITY;
    y[70] = 1;
    double[] w = new double[COLUMNS * terms];
    Arrays.fill(w, 3);
    for (String format : List.of("q4_0", "q8_0")) {
      double[] first = run(Scalar.F32, format, 16, terms, x, w).getFirst();
      double[] second = run(Scalar.F32, format, 16, terms, y, w).getFirst();
      for (int n = 0; n < COLUMNS; n++) {
        assertEquals(Double.NaN, first[n]);
        assertEquals(Double.POSITIVE_INFINITY, first[COLUMNS + n]);
        assertEquals(Double.NaN, second[n]);
      }
    }
  }

  /// The products, and the weights that the blocks hold.
  private static List<double[]> run(
      Scalar rows, String format, int lanes, int terms, double[] x, double[] w) {
    String text =
        """
        func @f(%%0: tensor<[%d, %d] x %s>, %%1: tensor<[%d, %d] x %s>) -> (tensor<[%d, %d] x f32>) {
          %%2 = tensor.qmatmul(%%0, %%1)
          core.return(%%2)
        }
        """
            .formatted(ROWS, terms, rows, COLUMNS, terms, format, ROWS, COLUMNS);
    Scalar blocks = format.equals("q4_0") ? Scalar.Q4_0 : Scalar.Q8_0;
    OracleTensor left = OracleTensor.reals(Scalar.F32, new long[] {ROWS, terms}, x).as(rows);
    OracleTensor right = OracleTensor.reals(Scalar.F32, new long[] {COLUMNS, terms}, w).as(blocks);
    Machine machine = new Machine(lanes, 32, 32 << 10, 1 << 20, 1, 0).withDots().asAssembled();
    OnThisCpu made = OnThisCpu.run(text, machine, List.of(left, right));
    return List.of(made.results().getFirst().reals(), left.reals(), right.reals());
  }
}
