package org.tosc.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.rt.team.Team;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;

/// A product of one row with weights, columns × terms, in turns with a pure read of their bytes. A
/// row in `q8_0` is packed in each call.
final class GemvProbe {
  private static final int ROUNDS = 5;
  private static final long SAMPLE_NANOS = 2_000_000;

  private GemvProbe() {}

  /// Best times in nanoseconds.
  record Best(double product, double read) {}

  /// @param format of the weights: `q4_0`, `q8_0`, `f16` or `f32`; with `.q8_0` behind it, the row
  ///   is rounded to that
  static Best of(String format, int columns, int terms, int threads, double millis)
      throws Throwable {
    try (Arena arena = Arena.ofShared()) {
      int cut = format.indexOf('.');
      String weights = cut < 0 ? format : format.substring(0, cut);
      String row = cut < 0 ? "f32" : format.substring(cut + 1);
      String text = text(row, weights, columns, terms);
      BoundKernel product = BoundKernel.of(text, new X86Kernels(), threads, arena);
      SplittableRandom random = new SplittableRandom(columns + terms);
      if (weights.startsWith("q")) {
        product.fillBlocks(1, random);
      } else {
        fill(weights.equals("f16"), product.buffer(1), random);
      }
      Team team = new Team(threads);
      Step call = () -> product.run(team);
      if (row.equals("f32")) {
        product.fill(0, random::nextGaussian);
      } else {
        double[] numbers = random.doubles(terms, -3, 3).toArray();
        Tensor plain = Tensor.ofDoubles(DType.F32, new long[] {terms}, numbers);
        call =
            () -> {
              Tensor packed = Raw.pack(DType.Q8_0, plain);
              product.buffer(0).copyFrom(packed.segment());
              product.run(team);
            };
      }
      Step read = new PureRead(team, threads, product.buffer(1))::run;
      return best(call, read, (long) (millis * 1e6));
    }
  }

  private static Best best(Step product, Step read, long nanos) throws Throwable {
    int times = (int) Math.max(1, SAMPLE_NANOS / Math.max(1, product.nanos(3)));
    double best = Double.MAX_VALUE;
    double bestRead = Double.MAX_VALUE;
    long end = System.nanoTime() + nanos;
    for (int round = 0; round < ROUNDS || System.nanoTime() < end; round++) {
      best = Math.min(best, product.nanos(times));
      bestRead = Math.min(bestRead, read.nanos(times));
    }
    return new Best(best, bestRead);
  }

  private static String text(String row, String format, int columns, int terms) {
    String product =
        switch (format) {
          case "q4_0", "q8_0" -> "  %9 = tensor.qmatmul(%0, %1)\n";
          case "f16" ->
              """
                %2 = tensor.cast(%1) {dtype = type f32}
                %3 = tensor.transpose(%2)
                %9 = tensor.matmul(%0, %3)
              """;
          case "f32" ->
              """
                %3 = tensor.transpose(%1)
                %9 = tensor.matmul(%0, %3)
              """;
          default -> throw new IllegalArgumentException(format);
        };
    return "func @f(%%0: tensor<[1, %2$d] x %4$s>, %%1: tensor<[%1$d, %2$d] x %3$s>)"
            .formatted(columns, terms, format, row)
        + " -> (tensor<[1, %d] x f32>) {%n".formatted(columns)
        + product
        + "  core.return(%9)\n}\n";
  }

  /// Numbers from 0.5 to 1, with any sign: with one in a hundred below the normal ones, a CPU takes
  /// twice as long.
  private static void fill(boolean isHalf, MemorySegment weights, SplittableRandom random) {
    long any = isHalf ? 0x83ff_83ff_83ff_83ffL : 0x807f_ffff_807f_ffffL;
    long exponent = isHalf ? 0x3800_3800_3800_3800L : 0x3f00_0000_3f00_0000L;
    for (long i = 0; i < weights.byteSize() / Long.BYTES; i++) {
      weights.setAtIndex(ValueLayout.JAVA_LONG, i, (random.nextLong() & any) | exponent);
    }
  }
}
