package org.tosc.bench;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.cpu.CpuFeatures;
import org.tosc.backends.x86.pool.CodePool;

/// Products of square matrices of `f32` as machine code, both operands packed in the call, beside
/// the multiply-adds that the same vectors do in registers: best of many short windows, each of a
/// product between two of the peak.
///
/// ```sh
/// bench/run gemm [x86-64-v3|x86-64-v4] [SIZE ...]
/// ```
public final class GemmBench {
  private static final List<Integer> SIZES = List.of(64, 100, 128, 256, 333, 512, 768, 1000, 1024);
  private static final int ROUNDS = 150;
  private static final long WINDOW = 2_000_000;
  private static final long LEAST = 3_000_000_000L;

  private final X86Kernels target;
  private final MultiplyAdds peak;

  private GemmBench(X86Kernels target, MultiplyAdds peak) {
    this.target = target;
    this.peak = peak;
  }

  /// Best times in nanoseconds.
  ///
  /// @param peak what the operations of the product take at the peak that was measured beside
  private record Best(double product, double peak) {}

  /// Measures the sizes, or some of its own.
  public static void main(String[] args) throws Throwable {
    List<String> words = new ArrayList<>(List.of(args));
    InstructionSet named = words.isEmpty() ? null : InstructionSet.ofLevel(words.getFirst());
    if (named != null) {
      words.removeFirst();
    }
    InstructionSet set = named != null ? named : InstructionSet.best(CpuFeatures.host());
    X86Kernels target = new X86Kernels(set);
    if (target.obstacle() != null) {
      System.err.println("not measured: " + target.obstacle());
      return;
    }
    try (CodePool pool = CodePool.open()) {
      List<Integer> sizes = words.isEmpty() ? SIZES : words.stream().map(Integer::valueOf).toList();
      new GemmBench(target, new MultiplyAdds(set, pool)).print(System.out, sizes);
    }
  }

  private void print(PrintStream out, List<Integer> sizes) throws Throwable {
    out.printf("%-8s %12s %10s %12s %8s%n", "size", "µs", "GFLOP/s", "peak beside", "of it");
    for (int size : sizes) {
      Best best = best(size);
      double flops = flops(size);
      out.printf(
          "%-8d %12.1f %10.1f %12.1f %6.0f %%%n",
          size,
          best.product() / 1000,
          flops / best.product(),
          flops / best.peak(),
          100 * best.peak() / best.product());
    }
  }

  private static double flops(int size) {
    return 2.0 * size * size * size;
  }

  private Best best(int size) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      BoundKernel product = BoundKernel.of(text(size), target, 1, arena);
      SplittableRandom random = new SplittableRandom(size);
      product.fill(0, () -> random.nextDouble() - 0.5);
      product.fill(1, () -> random.nextDouble() - 0.5);
      double best = Double.MAX_VALUE;
      double bestPeak = Double.MAX_VALUE;
      long start = System.nanoTime();
      for (int i = 0; i < ROUNDS || System.nanoTime() - start < LEAST; i++) {
        bestPeak = Math.min(bestPeak, nanos(peak::run));
        best = Math.min(best, nanos(product::run));
      }
      return new Best(best, bestPeak * flops(size) / peak.flops());
    }
  }

  /// The time of one call, on average over a window.
  private static double nanos(Step work) throws Throwable {
    long start = System.nanoTime();
    long end = start;
    int calls = 0;
    while (end - start < WINDOW) {
      work.run();
      calls++;
      end = System.nanoTime();
    }
    return (end - start) / (double) calls;
  }

  /// The product of two square matrices.
  static String text(int size) {
    return """
        func @f(%%0: tensor<[%1$d, %1$d] x f32>, %%1: tensor<[%1$d, %1$d] x f32>)
            -> (tensor<[%1$d, %1$d] x f32>) {
          %%2 = tensor.matmul(%%0, %%1)
          core.return(%%2)
        }
        """
        .formatted(size);
  }
}
