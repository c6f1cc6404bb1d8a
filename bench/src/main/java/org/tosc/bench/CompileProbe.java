package org.tosc.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.tir.ir.Function;

/// How long it takes from TIR to code that can be called, once the compiler is warm: medians, in
/// nanoseconds.
final class CompileProbe {
  /// Until HotSpot has compiled the compiler.
  private static final long WARM_NANOS = 15_000_000_000L;

  private static final int MOST = 2_000;
  private static final int LEAST = 50;

  private final X86Kernels target = new X86Kernels();

  CompileProbe() {
    long end = System.nanoTime() + WARM_NANOS;
    List<Function> all =
        CompileSubjects.KERNELS.values().stream().map(BoundKernel::function).toList();
    while (System.nanoTime() < end) {
      all.forEach(this::compiled);
    }
  }

  private Object compiled(Function function) {
    return target.compile(BoundKernel.nests(function), 1);
  }

  /// A kernel by its name, or `module` for several.
  double nanos(String name, double millis) {
    List<String> names = name.equals("module") ? CompileSubjects.MODULE : List.of(name);
    List<Function> functions =
        names.stream()
            .map(n -> Objects.requireNonNull(CompileSubjects.KERNELS.get(n), n))
            .map(BoundKernel::function)
            .toList();
    return median(
        () -> {
          List<Object> made = new ArrayList<>();
          functions.forEach(f -> made.add(compiled(f)));
          return made;
        },
        millis);
  }

  private static double median(Supplier<?> work, double millis) {
    double[] times = new double[MOST];
    int count = 0;
    long end = System.nanoTime() + (long) (millis * 1e6);
    while (count < LEAST || (count < MOST && System.nanoTime() < end)) {
      long start = System.nanoTime();
      Objects.requireNonNull(work.get());
      times[count++] = System.nanoTime() - start;
    }
    Arrays.sort(times, 0, count);
    return times[count / 2];
  }
}
