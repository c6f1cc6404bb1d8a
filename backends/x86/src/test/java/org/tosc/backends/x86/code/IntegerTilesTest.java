package org.tosc.backends.x86.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.passes.lower.Machine;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;

/// Products of `i8` are the exact sums, rounded to `f32` once.
class IntegerTilesTest {
  /// From here on `f32` does not have all whole numbers.
  private static final int FAR = 1 << 24;

  @ParameterizedTest
  @CsvSource({
    "16, 8, 64, 16", "16, 9, 64, 3", "16, 14, 68, 17", "16, 15, 128, 33", "16, 25, 132, 48",
    "16, 13, 64, 64", "16, 31, 260, 65", "16, 6100, 64, 5", "16, 12, 4096, 130", "8, 8, 32, 8",
    "8, 9, 36, 7", "8, 21, 68, 17", "8, 13, 128, 40",
  })
  void sumsAreExact(int lanes, int rows, int terms, int columns) {
    Random random = new Random(rows * 31L + terms);
    for (boolean turned : new boolean[] {false, true}) {
      Product product = new Product(rows, terms, columns, turned);
      product.check(lanes, 1, _ -> random.nextInt(-128, 128), _ -> random.nextInt(-128, 128));
      product.check(lanes, 2, _ -> random.nextInt(-128, 128), _ -> random.nextInt(-128, 128));
    }
  }

  /// The largest sums: more than an `f32` holds, and what the words of a row are when all of their
  /// bytes count as much as they can.
  @ParameterizedTest
  @CsvSource({"-128, -128", "-128, 127", "127, -128", "127, 127"})
  void theLargestSumsFit(int left, int right) {
    for (int terms : new int[] {64, 2048, 131_068}) {
      for (boolean turned : new boolean[] {false, true}) {
        new Product(8, terms, 3, turned).check(16, 1, i -> i == 0 ? -1 : left, _ -> right);
      }
    }
  }

  @Test
  void roundsOnce() {
    // The sum is more than f32 holds exactly; terms that are added one by one round every time.
    int terms = 1200;
    long sum = 0;
    Random random = new Random(3);
    long[] left = random.longs(terms, 120, 128).toArray();
    for (long x : left) {
      sum += x * 127;
    }
    assertTrue(sum > FAR);
    new Product(8, terms, 20, false).check(16, 1, i -> left[(int) (i % terms)], _ -> 127);
  }

  /// A product of `i8` tensors, one element of which stands for its position.
  private record Product(int rows, int terms, int columns, boolean turned) {
    void check(int lanes, int threads, LongUnaryOperator x, LongUnaryOperator y) {
      long[] left = numbers(rows * terms, x);
      long[] right = numbers(columns * terms, y);
      double[] made = run(lanes, threads, left, right);
      for (int m = 0; m < rows; m++) {
        for (int n = 0; n < columns; n++) {
          long sum = 0;
          for (int k = 0; k < terms; k++) {
            sum += left[m * terms + k] * right[turned ? n * terms + k : k * columns + n];
          }
          assertEquals((float) sum, made[m * columns + n], () -> this + " on " + lanes + " lanes");
        }
      }
    }

    private static long[] numbers(int count, LongUnaryOperator number) {
      long[] all = new long[count];
      for (int i = 0; i < count; i++) {
        all[i] = number.applyAsLong(i);
      }
      return all;
    }

    private double[] run(int lanes, int threads, long[] left, long[] right) {
      String shape = turned ? columns + ", " + terms : terms + ", " + columns;
      String weights =
          turned ? "tensor.transpose(%3)" : "tensor.reshape(%3) {shape = [" + shape + "]}";
      String text =
          """
          func @f(%%0: tensor<[%d, %d] x i8>, %%1: tensor<[%s] x i8>) -> (tensor<[%d, %d] x f32>) {
            %%2 = tensor.cast(%%0) {dtype = type f32}
            %%3 = tensor.cast(%%1) {dtype = type f32}
            %%5 = %s
            %%6 = tensor.matmul(%%2, %%5)
            core.return(%%6)
          }
          """
              .formatted(rows, terms, shape, rows, columns, weights);
      Machine machine =
          new Machine(lanes, 32, 32 << 10, 1 << 20, threads, 0).withDots().asAssembled();
      long[] of = turned ? new long[] {columns, terms} : new long[] {terms, columns};
      OracleTensor x = OracleTensor.integers(Scalar.I8, new long[] {rows, terms}, left);
      OracleTensor y = OracleTensor.integers(Scalar.I8, of, right);
      OnThisCpu made = OnThisCpu.run(text, machine, List.of(x, y));
      String names = made.lowered().stream().map(Function::symbol).toList().toString();
      assertTrue(names.contains("integers"), names);
      return made.results().getFirst().reals();
    }
  }
}
