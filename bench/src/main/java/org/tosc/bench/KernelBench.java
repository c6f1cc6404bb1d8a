package org.tosc.bench;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.tosc.backends.api.ArrayCode;
import org.tosc.backends.api.Loading;
import org.tosc.backends.api.Schedules;
import org.tosc.driver.Optimizer;
import org.tosc.driver.Programs;
import org.tosc.driver.compare.Calls;
import org.tosc.driver.measure.Sampler;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Cost;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Kernels that the compiler makes of groups of tensor operations: time, arithmetic rate, and its
/// share of the rate of fused multiply-adds that registers alone allow on one core, measured
/// between the samples of the same run.
///
/// ```sh
/// bench/run kernels                 # all rows
/// bench/run kernels matmul-512      # some
/// bench/run kernels --threads 2 matmul-512
/// bench/run kernels gelu-12x32x128  # a product of any size, rows x columns x depth
/// ```
///
/// `-Dschedule="tile 8x3 depth 128 blocks 4x4 pack right"` cuts all products in that way.
public final class KernelBench {
  private static final long RUN_NANOS = 2_000_000_000L;
  private static final double SAMPLE_NANOS = 100_000;

  /// The largest of whole numbers among operands.
  private static final double WHOLE = 100;

  private static final Sampler.Limits LIMITS =
      new Sampler.Limits(20_000_000, 2_000_000_000L, 6_000_000_000L, 200_000, RUN_NANOS);

  private final PrintStream out;
  private final int threads;
  private final Sampler sampler;
  private final Peak peak = new Peak();

  private KernelBench(PrintStream out, int threads) {
    this.out = out;
    this.threads = threads;
    // Processor time of one thread says nothing of what several do.
    this.sampler = new Sampler(threads == 1 ? Timing::nanos : System::nanoTime, LIMITS, 0.03);
  }

  public static void main(String[] args) throws Throwable {
    boolean isShared = args.length > 1 && args[0].equals("--threads");
    List<String> wanted = List.of(args).subList(isShared ? 2 : 0, args.length);
    KernelBench bench = new KernelBench(System.out, isShared ? Integer.parseInt(args[1]) : 1);
    bench.out.printf(
        "%-28s %12s %10s %8s %12s %7s%n", "kernel", "time", "GFLOP/s", "% peak", "error", "bytes");
    for (KernelRow row : KernelRow.chosen(wanted)) {
      bench.run(row);
    }
  }

  private void run(KernelRow row) throws Throwable {
    Kernel kernel = Kernel.of(row, threads);
    Runnable call = kernel.call();
    double nanos = sampler.warm(call, Double.MAX_VALUE);
    double error = kernel.error();
    peak.warm();
    double best = Double.MAX_VALUE;
    List<Double> shares = new ArrayList<>();
    int calls = (int) Math.max(1, SAMPLE_NANOS / nanos);
    long end = System.nanoTime() + RUN_NANOS;
    while (System.nanoTime() < end) {
      double sample = sampler.nanos(call, calls);
      best = Math.min(best, sample);
      shares.add(row.flops() / sample / peak.measure());
    }
    shares.sort(null);
    out.printf(
        "%-28s %9.2f us %10.1f %7.1f%% %12.1e %7d%n",
        row.name(),
        best / 1e3,
        row.flops() / best,
        100 * shares.get(shares.size() / 2),
        error,
        allocated(call));
  }

  /// The least that one of some calls allocates.
  private static long allocated(Runnable call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      call.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  /// A row as programs in Java call it, with operands.
  private record Kernel(KernelRow row, ArrayCode code, List<Tensor> operands) {
    static Kernel of(KernelRow row, int threads) throws Exception {
      Module module = VectorPrograms.read(row.text());
      Function f = Objects.requireNonNull(module.function("f"));
      Module optimised = Optimizer.standard(module, "jvm");
      Schedules schedules = kernel -> System.getProperty("schedule");
      Loading loading = Loading.with(schedules).withThreads(threads);
      ArrayCode code =
          Calls.session().run(() -> Programs.loadAsItIs(optimised, "jvm", loading).arrays("f"));
      List<Tensor> operands = operands(Value.types(f.params()));
      for (Type result : f.results()) {
        operands.add(tensor(result, new double[(int) Cost.elements(result)]));
      }
      return new Kernel(row, code, operands);
    }

    private static List<Tensor> operands(List<Type> types) {
      List<Tensor> operands = new ArrayList<>();
      Random random = new Random(7);
      for (Type type : types) {
        double[] elements = new double[(int) Cost.elements(type)];
        Arrays.setAll(elements, _ -> random.nextFloat() - 0.5f);
        operands.add(tensor(type, elements));
      }
      return operands;
    }

    private static Tensor tensor(Type type, double[] elements) {
      DType dtype = DType.parse(((TensorType) type).element().text());
      double unit = dtype.isInteger() ? WHOLE : 1;
      double[] all = Arrays.stream(elements).map(x -> x * unit).toArray();
      return Tensor.ofDoubles(dtype, ((TensorType) type).extents(), all);
    }

    Runnable call() {
      Object[] arrays = operands.stream().map(Raw::array).toArray();
      return () -> code.call(arrays);
    }

    /// The greatest difference from sums in `double`, of the elements that the row samples.
    double error() {
      return row.check().error(operands.stream().map(Raw::floats).toList());
    }
  }
}
