package org.tosc.bench;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.rt.team.Team;
import org.tosc.rt.tensor.DType;

/// Products of one or a few rows with weights in blocks, beside a pure read of the same bytes: each
/// round takes both in turn, so that what else uses the memory hits both.
///
/// ```sh
/// bench/run quantised [--left f32|q8_0] [--threads N] [--rows N] [--rounds N] [COLUMNSxTERMS ...]
/// ```
///
/// The error is the largest distance from the sum in `f64`, in units of `2^-24 · Σ|x · w|`.
public final class QuantisedBench {
  private static final List<String> SHAPES =
      List.of("256x3072", "3072x3072", "8192x3072", "65536x3072");
  private static final long NANOS_A_SAMPLE = 2_000_000;
  private static final int CHECKED = 64;

  private final PrintStream out;
  private final DType left;
  private final int threads;
  private final int rows;
  private final int rounds;

  private QuantisedBench(PrintStream out, DType left, int threads, int rows, int rounds) {
    this.out = out;
    this.left = left;
    this.threads = threads;
    this.rows = rows;
    this.rounds = rounds;
  }

  /// Measures q4_0 and q8_0.
  public static void main(String[] args) throws Throwable {
    List<String> shapes = new ArrayList<>();
    DType left = DType.F32;
    int threads = 1;
    int rows = 1;
    int rounds = 50;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--left" -> left = DType.parse(args[++i]);
        case "--threads" -> threads = Integer.parseInt(args[++i]);
        case "--rows" -> rows = Integer.parseInt(args[++i]);
        case "--rounds" -> rounds = Integer.parseInt(args[++i]);
        default -> shapes.add(args[i]);
      }
    }
    X86Kernels target = new X86Kernels();
    if (target.obstacle() != null) {
      System.err.println("not measured: " + target.obstacle());
      return;
    }
    QuantisedBench bench = new QuantisedBench(System.out, left, threads, rows, rounds);
    bench.out.printf(
        "%d thread(s), %d row(s) of %s%n%-8s %-12s %10s %8s %8s %8s %8s %8s%n",
        threads, rows, left, "weights", "shape", "us", "GB/s", "read", "best", "median", "error");
    for (DType format : List.of(DType.Q4_0, DType.Q8_0)) {
      for (String shape : shapes.isEmpty() ? SHAPES : shapes) {
        bench.measure(format, shape, target);
      }
    }
  }

  private void measure(DType format, String shape, KernelTarget target) throws Throwable {
    int cut = shape.indexOf('x');
    int columns = Integer.parseInt(shape.substring(0, cut));
    int terms = Integer.parseInt(shape.substring(cut + 1));
    try (Arena arena = Arena.ofShared()) {
      BoundKernel product = BoundKernel.of(text(format, columns, terms), target, threads, arena);
      SplittableRandom random = new SplittableRandom(columns + terms);
      if (left.isBlock()) {
        product.fillBlocks(0, random);
      } else {
        product.fill(0, random::nextGaussian);
      }
      MemorySegment weights = product.buffer(1);
      product.fillBlocks(1, random);
      Team team = new Team(threads);
      Step read = new PureRead(team, threads, weights)::run;
      product.run(team);
      double error = error(format, columns, terms, product);
      Best best = best(() -> product.run(team), read);
      print(format, shape, weights.byteSize(), best, error);
    }
  }

  /// Best times in nanoseconds.
  ///
  /// @param share the median over rounds of the read's time by the product's
  private record Best(double product, double read, double share) {}

  private Best best(Step product, Step read) throws Throwable {
    int times = (int) Math.max(1, NANOS_A_SAMPLE / Math.max(1, product.nanos(3)));
    double[] shares = new double[rounds];
    double best = Double.POSITIVE_INFINITY;
    double bestRead = Double.POSITIVE_INFINITY;
    for (int round = 0; round < rounds; round++) {
      double mine = product.nanos(times);
      double pure = read.nanos(times);
      best = Math.min(best, mine);
      bestRead = Math.min(bestRead, pure);
      shares[round] = pure / mine;
    }
    Arrays.sort(shares);
    return new Best(best, bestRead, shares[rounds / 2]);
  }

  private void print(DType format, String shape, long bytes, Best best, double error) {
    out.printf(
        "%-8s %-12s %10.1f %8.1f %8.1f %8.2f %8.2f %8.2f%n",
        format.name().toLowerCase(Locale.ROOT),
        shape,
        best.product() / 1e3,
        bytes / best.product(),
        bytes / best.read(),
        best.read() / best.product(),
        best.share(),
        error);
  }

  private String text(DType format, int columns, int terms) {
    return """
        func @f(%%0: tensor<[%d, %d] x %s>, %%1: tensor<[%d, %d] x %s>) -> (tensor<[%d, %d] x f32>) {
          %%2 = tensor.qmatmul(%%0, %%1)
          core.return(%%2)
        }
        """
        .formatted(rows, terms, left, columns, terms, format, rows, columns);
  }

  private double error(DType format, int columns, int terms, BoundKernel kernel) {
    double worst = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < Math.min(CHECKED, columns); column++) {
        double exact = 0;
        double all = 0;
        for (int k = 0; k < terms; k++) {
          double x = left(kernel.buffer(0), (long) row * terms + k);
          double product = x * weight(format, kernel.buffer(1), (long) column * terms + k);
          exact += product;
          all += Math.abs(product);
        }
        long at = (long) row * columns + column;
        double found = kernel.buffer(2).getAtIndex(ValueLayout.JAVA_FLOAT, at);
        worst = Math.max(worst, Math.abs(found - exact) / all);
      }
    }
    return worst * 0x1p24;
  }

  private double left(MemorySegment x, long at) {
    return left.isBlock() ? weight(left, x, at) : x.getAtIndex(ValueLayout.JAVA_FLOAT, at);
  }

  private static double weight(DType format, MemorySegment weights, long at) {
    long block = at / 32 * format.blockBytes();
    int inside = (int) (at % 32);
    double scale = Float.float16ToFloat(weights.get(ValueLayout.JAVA_SHORT_UNALIGNED, block));
    if (format == DType.Q8_0) {
      return scale * weights.get(ValueLayout.JAVA_BYTE, block + 2 + inside);
    }
    int both = weights.get(ValueLayout.JAVA_BYTE, block + 2 + inside % 16);
    return scale * (((both >> (inside / 16 * 4)) & 0xF) - 8);
  }
}
