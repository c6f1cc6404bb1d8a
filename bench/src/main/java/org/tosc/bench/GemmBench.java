package org.tosc.bench;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.code.KernelCode;
import org.tosc.backends.x86.cpu.CpuFeatures;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.backends.x86.pool.Pin;
import org.tosc.tir.ir.Function;

/// Products of matrices of `f32` as machine code, all packing in the call, beside the multiply-adds
/// that the same vectors do in registers, and beside LIBXSMM's code where its library is named: in
/// turn, best of many short windows, and the median of the rounds' ratios. All code is called by
/// the same loop, as C calls it ([CallLoop]).
///
/// ```sh
/// bench/run gemm [x86-64-v3|x86-64-v4] [--libxsmm LIBRARY] [SIZE|ROWSxTERMSxCOLUMNS ...]
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

  /// Bytes between buffers: a vector under a mask waits for what was stored to any of its bytes.
  private static final long APART = 256;

  /// What both add up in another order may differ by this, of the largest element.
  private static final double DIFFERENCE = 1e-5;

  private final PrintStream out;
  private final InstructionSet set;
  private final CodePool pool;
  private final @Nullable Libxsmm libxsmm;
  private final CallLoop calls;
  private final MultiplyAdds multiplyAdds;

  private GemmBench(PrintStream out, InstructionSet set, CodePool pool, @Nullable Libxsmm libxsmm) {
    this.out = out;
    this.set = set;
    this.pool = pool;
    this.libxsmm = libxsmm;
    this.calls = new CallLoop(pool);
    this.multiplyAdds = new MultiplyAdds(set, pool);
  }

  /// Measures the sizes, or some of its own.
  public static void main(String[] args) throws Throwable {
    List<String> words = new ArrayList<>(List.of(args));
    InstructionSet named = words.isEmpty() ? null : InstructionSet.ofLevel(words.getFirst());
    if (named != null) {
      words.removeFirst();
    }
    Libxsmm libxsmm = null;
    if (words.size() > 1 && words.getFirst().equals("--libxsmm")) {
      libxsmm = new Libxsmm(Path.of(words.get(1)).toAbsolutePath());
      words.subList(0, 2).clear();
    }
    InstructionSet set = named != null ? named : InstructionSet.best(CpuFeatures.host());
    String obstacle = new X86Kernels(set).obstacle();
    if (obstacle != null) {
      System.err.println("not measured: " + obstacle);
      return;
    }
    List<Shape> shapes = (words.isEmpty() ? SIZES : words).stream().map(Shape::of).toList();
    try (CodePool pool = CodePool.open()) {
      new GemmBench(System.out, set, pool, libxsmm).run(shapes);
    }
  }

  /// `rows × terms` by `terms × columns`.
  private record Shape(String text, int rows, int terms, int columns) {
    static Shape of(String text) {
      int[] all = Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
      return all.length == 1
          ? new Shape(text, all[0], all[0], all[0])
          : new Shape(text, all[0], all[1], all[2]);
    }

    double flops() {
      return 2.0 * rows * terms * columns;
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

  private void run(List<Shape> shapes) throws Throwable {
    out.printf("%-10s %12s %10s %12s %8s", "size", "µs", "GFLOP/s", "peak beside", "of it");
    out.println(libxsmm == null ? "" : "   LIBXSMM µs      best    median");
    for (Shape shape : shapes) {
      row(shape);
    }
  }

  /// What is called, with what, and where its result is.
  private record Code(long address, MemorySegment arguments, MemorySegment result) {}

  private void row(Shape shape) throws Throwable {
    List<Function> loops = Objects.requireNonNull(set.lower(nests(shape), 1));
    KernelCode made = KernelCode.of(loops, set);
    Function entry = loops.getLast();
    long offset = Objects.requireNonNull(made.entries().get(entry.symbol()));
    try (Arena arena = Arena.ofConfined();
        Pin pin = pool.install(made.code().bytes()).pin()) {
      List<MemorySegment> buffers = buffers(entry.attributes().integers("sizes"), arena);
      MemorySegment arguments = CallLoop.arguments(arena, buffers);
      Code ours = new Code(pin.address() + offset, arguments, buffers.get(2));
      Code theirs = libxsmm == null ? null : theirs(libxsmm, shape, buffers, arena);
      measure(shape, ours, theirs);
    }
  }

  private static @Nullable Code theirs(
      Libxsmm library, Shape shape, List<MemorySegment> buffers, Arena arena) throws Throwable {
    long code = library.product(shape.rows, shape.terms, shape.columns);
    MemorySegment result = arena.allocate(buffers.get(2).byteSize(), 64);
    MemorySegment parameters = Libxsmm.parameters(arena, buffers.get(0), buffers.get(1), result);
    return code == 0
        ? null
        : new Code(code, CallLoop.arguments(arena, List.of(parameters)), result);
  }

  private void measure(Shape shape, Code ours, @Nullable Code theirs) throws Throwable {
    nanos(ours, 1);
    if (theirs != null) {
      nanos(theirs, 1);
      check(ours.result, theirs.result);
    }
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
    double rate = shape.flops() / best;
    out.printf(
        "%-10s %12.4f %10.1f %12.1f %6.0f %%",
        shape.text, best / 1000, rate, peak, 100 * rate / peak);
    if (theirs != null) {
      ratios.sort(null);
      double median = ratios.get(ratios.size() / 2);
      out.printf(" %12.4f %9.3f %9.3f", bestOther / 1000, best / bestOther, median);
    }
    out.println();
  }

  private double nanos(Code code, long count) {
    return calls.nanos(count, code.address, code.arguments);
  }

  /// Both compute the same.
  private static void check(MemorySegment ours, MemorySegment theirs) {
    double most = 0;
    double difference = 0;
    for (long i = 0; i < ours.byteSize() / Float.BYTES; i++) {
      float x = ours.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      float y = theirs.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      most = Math.max(most, Math.abs(x));
      // Not Math.max, so that what is no number is different, too.
      difference = Math.abs(x - y) <= difference ? difference : Math.abs(x - y);
    }
    if (!(difference <= DIFFERENCE * most)) {
      throw new IllegalStateException("results differ by " + difference + ", elements to " + most);
    }
  }

  private static List<MemorySegment> buffers(List<Long> sizes, Arena arena) {
    SplittableRandom random = new SplittableRandom(sizes.getFirst());
    List<MemorySegment> buffers = new ArrayList<>();
    for (long cells : sizes) {
      boolean isOperand = buffers.size() < 2;
      MemorySegment buffer = arena.allocate(cells * Float.BYTES + APART, 64);
      for (long k = 0; isOperand && k < cells; k++) {
        buffer.setAtIndex(ValueLayout.JAVA_FLOAT, k, (float) random.nextDouble() - 0.5f);
      }
      buffers.add(buffer.asSlice(0, cells * Float.BYTES));
    }
    return buffers;
  }

  private static Function nests(Shape shape) {
    return BoundKernel.nests(BoundKernel.function(text(shape.rows, shape.terms, shape.columns)));
  }

  /// The product of two matrices.
  static String text(int rows, int terms, int columns) {
    return """
        func @f(%%0: tensor<[%1$d, %2$d] x f32>, %%1: tensor<[%2$d, %3$d] x f32>)
            -> (tensor<[%1$d, %3$d] x f32>) {
          %%2 = tensor.matmul(%%0, %%1)
          core.return(%%2)
        }
        """
        .formatted(rows, terms, columns);
  }
}
