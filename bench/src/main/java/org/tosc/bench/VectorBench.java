package org.tosc.bench;

import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.tosc.backends.api.Loaded;
import org.tosc.driver.Programs;
import org.tosc.driver.measure.RoofPrograms;
import org.tosc.rt.device.View;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;

/// What TIR on vectors gives on the JVM: products of packed panels in several register tiles, in
/// GFLOP per second of the thread's processor time and in parts of what a loop of multiply-adds in
/// registers gives in the same run; the peer is the same product by hand with the Vector API.
///
/// `VectorBench [ROUNDS [ROWSxVECTORSxUNROLL ...]]`. Exit code 1 where a product is wrong.
public final class VectorBench {
  /// So that both panels fit into 32 KiB of first-level cache, as panels of a product do.
  private static final int KC = 128;

  /// A window: long enough for the clock, short enough for a moment without neighbours.
  private static final double WINDOW = 1e8;

  private static final long WARM_UP = 2_000_000_000L;
  private static final List<String> TILES =
      List.of(
          "12x2x1", "12x2x2", "6x4x1", "6x4x2", "8x3x1", "8x3x2", "14x2x1", "14x2x2", "4x6x1",
          "24x1x1");

  private final PrintStream out;
  private final int rounds;
  private final List<String> tiles;
  private double peak;

  private VectorBench(PrintStream out, int rounds, List<String> tiles) {
    this.out = out;
    this.rounds = rounds;
    this.tiles = tiles;
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3000;
    List<String> tiles = args.length > 1 ? Arrays.asList(args).subList(1, args.length) : TILES;
    VectorBench bench = new VectorBench(System.out, rounds, tiles);
    boolean agrees = Session.builder().build().run(bench::run);
    if (!agrees) {
      System.exit(1);
    }
  }

  /// What is timed: so many times.
  @FunctionalInterface
  private interface Work {
    void run(int times) throws Throwable;
  }

  private boolean run() {
    out.println(Machine.describe());
    out.println("GFLOP per second of the thread's processor time, " + rounds + " runs; kc = " + KC);
    out.printf("%-32s %9s %9s %7s%n", "", "best", "median", "of peak");
    MethodHandle loop = load(RoofPrograms.peak(VectorPrograms.LANES, 24)).entry("peak");
    double flops = 2.0 * 24 * VectorPrograms.LANES * KC;
    peak = measure("multiply-adds in registers", flops, n -> peak(loop, n));
    boolean agrees = true;
    for (String tile : tiles) {
      int[] parts = Arrays.stream(tile.split("x")).mapToInt(Integer::parseInt).toArray();
      agrees &= tile(parts[0], parts[1], parts[2]);
    }
    return byHand() && agrees;
  }

  private static void peak(MethodHandle loop, int times) throws Throwable {
    float unused = (float) loop.invokeExact(0.5f, 0.5f, times * KC);
    if (Float.isNaN(unused)) {
      throw new IllegalStateException("NaN");
    }
  }

  private boolean tile(int rows, int vectors, int unroll) {
    int columns = vectors * VectorPrograms.LANES;
    MethodHandle kernel = load(VectorPrograms.kernel(rows, vectors, unroll)).entry("kernel");
    View a = random(rows * KC, 1);
    View b = random(columns * KC, 2);
    View c = random(rows * columns, 3);
    String name = "tir " + rows + " × " + columns + (unroll > 1 ? ", k by " + unroll : "");
    measure(
        name,
        2.0 * rows * columns * KC,
        times -> {
          for (int i = 0; i < times; i++) {
            kernel.invokeExact(a, b, c, KC);
          }
        });
    return check(floats(a), floats(b), floats(c), rows, columns);
  }

  private boolean byHand() {
    float[] a = floats(random(HandKernel.ROWS * KC, 1));
    float[] b = floats(random(HandKernel.COLUMNS * KC, 2));
    float[] c = new float[HandKernel.ROWS * HandKernel.COLUMNS];
    measure(
        "by hand 12 × 32",
        2.0 * HandKernel.ROWS * HandKernel.COLUMNS * KC,
        times -> {
          for (int i = 0; i < times; i++) {
            HandKernel.run(a, b, c, KC);
          }
        });
    return check(a, b, c, HandKernel.ROWS, HandKernel.COLUMNS);
  }

  /// Whether every element is the sum of its products in the order of k, each rounded once.
  private boolean check(float[] a, float[] b, float[] c, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        float sum = 0;
        for (int k = 0; k < KC; k++) {
          sum = Math.fma(a[k * rows + i], b[k * columns + j], sum);
        }
        if (Float.floatToIntBits(sum) != Float.floatToIntBits(c[i * columns + j])) {
          out.println("    element [" + i + ", " + j + "] differs");
          return false;
        }
      }
    }
    return true;
  }

  private static Loaded load(String text) {
    return Programs.load(VectorPrograms.read(text), "jvm");
  }

  private static View random(int size, long seed) {
    Random random = new Random(seed);
    View view = Session.current().deviceMemory().allocate(DType.F32, size);
    float[] cells = floats(view);
    for (int i = 0; i < size; i++) {
      cells[i] = random.nextFloat() - 0.5f;
    }
    return view;
  }

  private static float[] floats(View view) {
    return ((org.tosc.rt.device.Memory.Floats) view.memory()).cells();
  }

  private double measure(String name, double flops, Work work) {
    try {
      // The JIT compiles beside the thread that is measured, and others want the processors too.
      int calls = (int) Math.ceil(WINDOW / flops);
      long end = System.nanoTime() + WARM_UP;
      while (System.nanoTime() < end) {
        work.run(calls);
      }
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      double[] rates = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        long start = threads.getCurrentThreadCpuTime();
        work.run(calls);
        rates[i] = flops * calls / (threads.getCurrentThreadCpuTime() - start);
      }
      Arrays.sort(rates);
      double best = rates[rounds - 1];
      String part = peak == 0 ? "" : String.format(Locale.ROOT, "%5.1f %%", 100 * best / peak);
      out.printf(Locale.ROOT, "%-32s %9.1f %9.1f %7s%n", name, best, rates[rounds / 2], part);
      return best;
    } catch (Throwable failure) {
      throw new IllegalStateException(name, failure);
    }
  }
}
