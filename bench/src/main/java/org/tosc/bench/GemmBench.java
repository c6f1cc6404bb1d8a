package org.tosc.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.cpu.CpuFeatures;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.bench.ProductCode.Code;
import org.tosc.bench.ProductCode.Shape;

/// Products of matrices of `f32`, or of `bf16` or `i8` with results of `f32`, as machine code, all
/// packing in the call, beside the multiply-adds that the same vectors do in registers, and beside
/// LIBXSMM's code where its library is named: in turn, best of many short windows, and the median
/// of the rounds' ratios. All code is called by the same loop, as C calls it ([CallLoop]).
///
/// ```sh
/// bench/run gemm [f32|bf16|i8] [x86-64-v3|x86-64-v4] [--libxsmm LIBRARY]
///                [SIZE|ROWSxTERMSxCOLUMNS ...]
/// ```
public final class GemmBench {
  private static final List<String> SIZES =
      List.of(
          "8",
          "16",
          "24",
          "32",
          "48",
          "64",
          "100",
          "128",
          "256",
          "333",
          "512",
          "768",
          "1000",
          "1024",
          "8x512x512");

  private static final int ROUNDS = 150;
  private static final long LEAST = 3_000_000_000L;

  /// How long a window takes; short ones are less likely to be disturbed.
  private static final double WINDOW = 200_000;

  private final PrintStream out;
  private final Operands operands;
  private final InstructionSet set;
  private final CodePool pool;
  private final @Nullable Libxsmm libxsmm;
  private final CallLoop calls;
  private final MultiplyAdds multiplyAdds;

  private GemmBench(
      PrintStream out,
      Operands operands,
      InstructionSet set,
      CodePool pool,
      @Nullable Libxsmm libxsmm) {
    this.out = out;
    this.operands = operands;
    this.set = set;
    this.pool = pool;
    this.libxsmm = libxsmm;
    this.calls = new CallLoop(pool);
    this.multiplyAdds = new MultiplyAdds(set, operands, pool);
  }

  /// Measures the sizes, or some of its own.
  public static void main(String[] args) throws Throwable {
    List<String> words = new ArrayList<>(List.of(args));
    Operands typed = words.isEmpty() ? null : Operands.of(words.getFirst());
    if (typed != null) {
      words.removeFirst();
    }
    InstructionSet named = words.isEmpty() ? null : InstructionSet.ofLevel(words.getFirst());
    if (named != null) {
      words.removeFirst();
    }
    Libxsmm libxsmm = null;
    if (words.size() > 1 && words.getFirst().equals("--libxsmm")) {
      libxsmm = new Libxsmm(Path.of(words.get(1)).toAbsolutePath());
      words.subList(0, 2).clear();
    }
    Operands operands = typed != null ? typed : Operands.F32;
    InstructionSet set = named != null ? named : InstructionSet.best(CpuFeatures.host());
    String obstacle = new X86Kernels(set).obstacle();
    if (obstacle != null) {
      System.err.println("not measured: " + obstacle);
      return;
    }
    try (CodePool pool = CodePool.open()) {
      new GemmBench(System.out, operands, set, pool, libxsmm).run(words.isEmpty() ? SIZES : words);
    }
  }

  /// Products and sums a nanosecond in registers, at best in a window.
  private double peak() throws Throwable {
    long start = System.nanoTime();
    long least = Long.MAX_VALUE;
    long end = start;
    while (end - start < WINDOW) {
      long begin = System.nanoTime();
      multiplyAdds.run();
      end = System.nanoTime();
      least = Math.min(least, end - begin);
    }
    return multiplyAdds.flops() / least;
  }

  private void run(List<String> shapes) throws Throwable {
    String rate = operands == Operands.I8 ? "Gop/s" : "GFLOP/s";
    out.printf("%-10s %12s %10s %12s %8s", "size", "µs", rate, "peak beside", "of it");
    out.println(libxsmm == null ? "" : "   LIBXSMM µs      best    median");
    for (String text : shapes) {
      Shape shape = Shape.of(text);
      try (ProductCode product = new ProductCode(shape, operands, set, pool, libxsmm)) {
        nanos(product.ours(), 1);
        if (product.theirs() != null) {
          nanos(product.theirs(), 1);
        }
        if (!product.agree()) {
          throw new IllegalStateException("not what LIBXSMM computes: " + text);
        }
        measure(text, shape.flops(), product.ours(), product.theirs());
      }
    }
  }

  private void measure(String text, double flops, Code ours, @Nullable Code theirs)
      throws Throwable {
    long count = Math.max(1, (long) (WINDOW / nanos(ours, 2)));
    double best = Double.MAX_VALUE;
    double bestOther = Double.MAX_VALUE;
    double peak = 0;
    List<Double> ratios = new ArrayList<>();
    long start = System.nanoTime();
    while (ratios.size() < ROUNDS || System.nanoTime() - start < LEAST) {
      peak = Math.max(peak, peak());
      boolean isFirst = ratios.size() % 2 == 0;
      double other = theirs == null || isFirst ? 0 : nanos(theirs, count);
      double own = nanos(ours, count);
      other = theirs == null || !isFirst ? other : nanos(theirs, count);
      best = Math.min(best, own);
      bestOther = theirs == null ? bestOther : Math.min(bestOther, other);
      ratios.add(theirs == null ? 0 : own / other);
    }
    double rate = flops / best;
    out.printf(
        "%-10s %12.4f %10.1f %12.1f %6.0f %%", text, best / 1000, rate, peak, 100 * rate / peak);
    if (theirs != null) {
      ratios.sort(null);
      double median = ratios.get(ratios.size() / 2);
      out.printf(" %12.4f %9.3f %9.3f", bestOther / 1000, best / bestOther, median);
    }
    out.println();
  }

  private double nanos(Code code, long count) {
    return calls.nanos(count, code.address(), code.arguments());
  }
}
