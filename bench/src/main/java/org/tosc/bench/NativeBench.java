package org.tosc.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.code.KernelCode;
import org.tosc.backends.x86.cpu.CpuFeatures;
import org.tosc.tir.ir.Function;

/// How long a kernel takes from TIR to machine code that can be called, warm, in microseconds:
/// medians of each step, and of all of it with installing the code.
///
/// ```sh
/// bench/run native [x86-64-v3|x86-64-v4]
/// ```
public final class NativeBench {
  private static final int ROUNDS = 2_000;
  private static final int WARM = 6_000;

  private final PrintStream out;
  private final InstructionSet set;

  private NativeBench(PrintStream out, InstructionSet set) {
    this.out = out;
    this.set = set;
  }

  /// Measures all kernels.
  public static void main(String[] args) {
    InstructionSet set =
        args.length == 0
            ? InstructionSet.best(CpuFeatures.host())
            : Objects.requireNonNull(InstructionSet.ofLevel(args[0]), "no level " + args[0]);
    X86Kernels target = new X86Kernels(set);
    if (target.obstacle() != null) {
      System.err.println("not measured: " + target.obstacle());
      return;
    }
    new NativeBench(System.out, set).run(target);
  }

  private void run(X86Kernels target) {
    out.printf(
        "%-20s %10s %8s %14s %12s%n",
        "kernel", "kernelize", "lower", "machine code", "all, called");
    // The compiler is warm when it has compiled all of them.
    Map<String, Function> kernels = new LinkedHashMap<>();
    CompileSubjects.KERNELS.forEach((name, text) -> kernels.put(name, BoundKernel.function(text)));
    kernels.values().forEach(f -> micros(() -> target.compile(BoundKernel.nests(f), 1)));
    kernels.forEach((name, f) -> row(name, f, target));
  }

  private void row(String name, Function f, X86Kernels target) {
    Function nests = BoundKernel.nests(f);
    List<Function> loops = Objects.requireNonNull(set.lower(nests, 1));
    out.printf(
        "%-20s %10.1f %8.1f %14.1f %12.1f%n",
        name,
        micros(() -> BoundKernel.nests(f)),
        micros(() -> set.lower(nests, 1)),
        micros(() -> KernelCode.of(loops, set)),
        micros(() -> target.compile(BoundKernel.nests(f), 1)));
  }

  private static double micros(Supplier<?> work) {
    Object last = null;
    for (int i = 0; i < WARM; i++) {
      last = work.get();
    }
    double[] times = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      last = work.get();
      times[i] = (System.nanoTime() - start) / 1e3;
    }
    Objects.requireNonNull(last);
    Arrays.sort(times);
    return times[ROUNDS / 2];
  }
}
