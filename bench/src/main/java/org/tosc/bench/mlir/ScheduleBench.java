package org.tosc.bench.mlir;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.mlir.Level;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.toolchain.NativeCompiler;
import org.tosc.backends.mlir.toolchain.NativeLibrary;
import org.tosc.backends.mlir.toolchain.Workplace;
import org.tosc.driver.Optimizer;
import org.tosc.driver.functions.KernelSplit;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;

/// Products of `f32` through the printed schedule, and through loops over vectors, beside OpenBLAS
/// on one thread: `bench/run mlir-schedule [SIZE ...]`.
///
/// Contenders take turns, so that a machine that slows down slows all of them; the best of all
/// turns counts. OpenBLAS chooses its kernels by `OPENBLAS_CORETYPE`, which `bench/run` sets to
/// those for AVX-512.
final class ScheduleBench {
  private static final int ROUNDS = 40;
  private static final List<Level> LEVELS = List.of(Level.SCHEDULE, Level.VECTOR);

  private final int size;
  private final MemorySegment left;
  private final MemorySegment right;
  private final MemorySegment out;

  private ScheduleBench(int size, Arena arena) {
    this.size = size;
    SplittableRandom random = new SplittableRandom(size);
    this.left = matrix(arena, random);
    this.right = matrix(arena, random);
    this.out = matrix(arena, random);
  }

  private MemorySegment matrix(Arena arena, SplittableRandom random) {
    MemorySegment all = arena.allocate((long) size * size * Float.BYTES, 4096);
    for (long i = 0; i < (long) size * size; i++) {
      all.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextDouble(-1, 1));
    }
    return all;
  }

  private static KernelSequence product(int size) {
    String text =
        """
        func @product(%%0: tensor<[%1$d, %1$d] x f32>, %%1: tensor<[%1$d, %1$d] x f32>) -> (tensor<[%1$d, %1$d] x f32>) {
          %%2 = tensor.matmul(%%0, %%1)
          core.return(%%2)
        }
        """
            .formatted(size);
    if (!(Reader.read(new Source("product.tir", text))
        instanceof Reader.Result.Read(Module module))) {
      throw new IllegalStateException(text);
    }
    Module optimised = Optimizer.standard(module, "x86_64");
    var function = Objects.requireNonNull(optimised.function("product"));
    if (KernelSplit.of("product", List.of("a", "b"), function)
        instanceof KernelSplit.Outcome.Made(KernelSequence sequence)) {
      return sequence;
    }
    throw new IllegalStateException("no kernel");
  }

  private static MethodHandle compiled(Level level, int size) throws NoText {
    var step = product(size).steps().getFirst();
    String text = level.text(List.of(step.nests()), List.of(List.of("a", "b", "out")));
    try (Workplace place = Workplace.open()) {
      return NativeLibrary.load(NativeCompiler.compile(text, level.pipeline(), place))
          .function(step.nests().symbol(), 3)
          .outside()
          .get();
    }
  }

  /// Nanoseconds of a call.
  private long time(MethodHandle code) throws Throwable {
    long start = System.nanoTime();
    code.invokeExact(left, right, out);
    return System.nanoTime() - start;
  }

  private double gigaflops(long nanos) {
    return 2.0 * size * size * size / nanos;
  }

  /// The greatest difference of two results, in parts of the greatest element.
  private double difference(MethodHandle one, MethodHandle other) throws Throwable {
    time(one);
    float[] expected = out.toArray(ValueLayout.JAVA_FLOAT);
    out.fill((byte) 0x7F);
    time(other);
    double most = 0;
    double scale = 0;
    for (int i = 0; i < expected.length; i++) {
      scale = Math.max(scale, Math.abs(expected[i]));
      most = Math.max(most, Math.abs(expected[i] - out.getAtIndex(ValueLayout.JAVA_FLOAT, i)));
    }
    return most / scale;
  }

  private void run(MethodHandle theirs) throws Throwable {
    long[] best = new long[LEVELS.size() + 1];
    Arrays.fill(best, Long.MAX_VALUE);
    MethodHandle[] codes = new MethodHandle[best.length];
    codes[0] = theirs;
    for (int i = 0; i < LEVELS.size(); i++) {
      codes[i + 1] = compiled(LEVELS.get(i), size);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < codes.length; i++) {
        time(codes[i]); // what another one left in the caches is not measured
        best[i] = Math.min(best[i], time(codes[i]));
      }
    }
    System.out.printf("%5d³  OpenBLAS       %7.1f GFLOP/s%n", size, gigaflops(best[0]));
    for (int i = 0; i < LEVELS.size(); i++) {
      System.out.printf(
          "%5d³  %-14s %7.1f GFLOP/s, %.3f of OpenBLAS, off by %.1e of the greatest%n",
          size,
          LEVELS.get(i).kind(),
          gigaflops(best[i + 1]),
          (double) best[0] / best[i + 1],
          difference(theirs, codes[i + 1]));
    }
  }

  public static void main(String[] args) throws Throwable {
    String obstacle = NativeCompiler.obstacle();
    if (obstacle == null) {
      obstacle = OpenBlas.obstacle();
    }
    if (obstacle != null) {
      System.err.println("not checked: " + obstacle);
      return;
    }
    int[] sizes =
        args.length == 0
            ? new int[] {512, 1024}
            : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
    System.out.println(OpenBlas.version());
    for (int size : sizes) {
      try (Arena arena = Arena.ofConfined()) {
        new ScheduleBench(size, arena).run(OpenBlas.product(size));
      }
    }
  }
}
