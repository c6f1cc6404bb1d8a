package org.tosc.bench;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.tosc.backends.api.Engine;
import org.tosc.backends.api.Loaded;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.lower.Lower;
import org.tosc.passes.lower.Machine;
import org.tosc.passes.lower.Tiling;
import org.tosc.rt.device.Scratch;
import org.tosc.rt.device.View;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;

/// Kernels that the compiler makes of groups of tensor operations, on one thread: time, arithmetic
/// rate, and its share of the rate of fused multiply-adds that registers alone allow, measured
/// between the samples of the same run.
///
/// ```sh
/// bench/run kernels                 # all rows
/// bench/run kernels matmul-512      # some
/// bench/run kernels gelu-12x32x128  # a product of any size, rows x columns x depth
/// ```
public final class KernelBench {
  private static final long WARM_NANOS = 6_000_000_000L;
  private static final long RUN_NANOS = 2_000_000_000L;

  private final PrintStream out;
  private final Peak peak = new Peak();

  private KernelBench(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) throws Throwable {
    List<String> wanted = List.of(args);
    KernelBench bench = new KernelBench(System.out);
    bench.out.printf(
        "%-28s %12s %10s %8s %12s %7s%n", "kernel", "time", "GFLOP/s", "% peak", "error", "bytes");
    for (KernelRow row : KernelRow.chosen(wanted)) {
      bench.run(row);
    }
  }

  private void run(KernelRow row) throws Throwable {
    Kernel kernel = Kernel.of(row);
    kernel.call();
    double error = kernel.error();
    long end = System.nanoTime() + WARM_NANOS;
    while (System.nanoTime() < end) {
      kernel.call();
    }
    peak.warm();
    double best = Double.MAX_VALUE;
    double limit = 0;
    int reps = (int) Math.max(1, 100_000 / kernel.nanos());
    end = System.nanoTime() + RUN_NANOS;
    while (System.nanoTime() < end) {
      long start = Timing.nanos();
      for (int i = 0; i < reps; i++) {
        kernel.call();
      }
      best = Math.min(best, (Timing.nanos() - start) / (double) reps);
      limit = Math.max(limit, peak.measure());
    }
    double rate = row.flops() / best;
    out.printf(
        "%-28s %9.2f us %10.1f %7.1f%% %12.1e %7d%n",
        row.name(), best / 1e3, rate, 100 * rate / limit, error, allocated(kernel));
  }

  /// The least that one of some calls allocates.
  private static long allocated(Kernel kernel) throws Throwable {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      kernel.call();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  /// A compiled kernel with operands.
  ///
  /// @param entry `(View[])void`
  /// @param operands inputs and results
  /// @param scratch what else it takes, behind them
  @SuppressWarnings("ArrayRecordComponent") // kernels are never compared
  private record Kernel(
      KernelRow row, MethodHandle entry, List<float[]> operands, View[] views, Scratch scratch) {
    static Kernel of(KernelRow row) {
      Module module = VectorPrograms.read(row.text());
      Function f = Objects.requireNonNull(module.function("f"));
      Kernelize.Outcome outcome = Kernelize.kernel("f.k0", f);
      if (!(outcome instanceof Kernelize.Outcome.Made(Function made))) {
        throw new IllegalStateException(row.name() + ": " + outcome);
      }
      List<Function> lowered = Lower.lower(made, Machine.AVX512, KernelBench::chosen);
      if (lowered == null) {
        throw new IllegalStateException(row.name() + " is not lowered");
      }
      // As lowered: the passes of programs are not for loops that are finished.
      Engine jvm =
          Engine.all().stream().filter(e -> e.name().equals("jvm")).findFirst().orElseThrow();
      Loaded loaded = jvm.load(new Module(List.of(), lowered));
      List<Integer> sizes =
          lowered.getLast().attributes().integers("sizes").stream().map(Math::toIntExact).toList();
      int ins = f.params().size();
      int callers = ins + f.results().size();
      List<float[]> operands = operands(sizes.subList(0, callers), ins);
      View[] views =
          Arrays.copyOf(operands.stream().map(View::of).toArray(View[]::new), sizes.size());
      MethodHandle entry =
          loaded
              .entry("f.k0")
              .asSpreader(View[].class, sizes.size())
              .asType(MethodType.methodType(void.class, View[].class));
      Scratch scratch = Scratch.of(sizes.subList(callers, sizes.size()));
      return new Kernel(row, entry, operands, views, scratch);
    }

    private static List<float[]> operands(List<Integer> sizes, int ins) {
      List<float[]> operands = new ArrayList<>();
      Random random = new Random(7);
      for (int size : sizes) {
        float[] elements = new float[size];
        for (int i = 0; operands.size() < ins && i < elements.length; i++) {
          elements[i] = random.nextFloat() - 0.5f;
        }
        operands.add(elements);
      }
      return operands;
    }

    void call() throws Throwable {
      scratch.into(views, operands.size());
      entry.invokeExact(views);
    }

    double nanos() throws Throwable {
      long start = System.nanoTime();
      call();
      return System.nanoTime() - start;
    }

    /// The greatest difference from sums in `double`, of the elements that the row samples.
    double error() {
      return row.check().error(operands);
    }
  }

  /// The sizes that `-Dtiling=rows,vectors,depth,blockRows,blockColumns,packLeft,packRight` says.
  private static Tiling chosen(Tiling tiling) {
    String text = System.getProperty("tiling");
    if (text == null) {
      return tiling;
    }
    String[] n = text.split(",", -1);
    return new Tiling(
        Integer.parseInt(n[0]),
        Integer.parseInt(n[1]),
        Integer.parseInt(n[2]),
        Integer.parseInt(n[3]),
        Integer.parseInt(n[4]),
        n[5].equals("1"),
        n[6].equals("1"));
  }
}
