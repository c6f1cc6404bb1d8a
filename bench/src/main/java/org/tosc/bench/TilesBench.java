package org.tosc.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.tosc.backends.api.Loaded;
import org.tosc.driver.Programs;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;

/// How fast nests over tiles run on the JVM, in GFLOP/s, beside loops written by hand in Java:
/// `i-k-j` over the same arrays, with the same sums in the same order. One thread, by its processor
/// time; the best and the median of some runs after a warm-up.
///
/// `TilesBench [ROUNDS]`. Exit code 1 where the products differ.
public final class TilesBench {
  private static final int TILE = 128;
  private static final int MATRIX = 1024;
  private static final int TILE_RUNS = 50;

  private final PrintStream out;
  private final int rounds;

  private TilesBench(PrintStream out, int rounds) {
    this.out = out;
    this.rounds = rounds;
  }

  /// What is timed.
  @FunctionalInterface
  private interface Work {
    void run();
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
    TilesBench bench = new TilesBench(System.out, rounds);
    boolean agrees = Session.builder().build().run(bench::run);
    if (!agrees) {
      System.exit(1);
    }
  }

  private boolean run() {
    out.println(Machine.describe());
    out.println(
        "GFLOP per second of the thread's processor time, " + rounds + " runs after a warm-up");
    out.printf("%-44s %9s %9s%n", "", "best", "median");
    boolean agrees = true;
    for (DType dtype : new DType[] {DType.F32, DType.F16}) {
      Loaded program = Programs.load(TilePrograms.of(dtype.text()), "jvm");
      tiles(program, dtype);
      agrees &= matrices(program, dtype);
    }
    return agrees;
  }

  private void tiles(Loaded program, DType dtype) {
    Tensor a = random(dtype, TILE, 1);
    Tensor b = random(dtype, TILE, 2);
    double flops = 2.0 * TILE * TILE * TILE * TILE_RUNS;
    measure(
        dtype + " tiles 128 × 128 × 128, tosc",
        flops,
        () -> program.call("dots", a, b, (long) TILE_RUNS));
    float[] x = a.toFloats();
    float[] y = b.toFloats();
    float[] z = new float[TILE * TILE];
    measure(
        "    the loop i-k-j in Java (f32)",
        flops,
        () -> {
          for (int i = 0; i < TILE_RUNS; i++) {
            multiply(x, y, z, TILE);
          }
        });
  }

  private boolean matrices(Loaded program, DType dtype) {
    Tensor a = random(dtype, MATRIX, 3);
    Tensor b = random(dtype, MATRIX, 4);
    double flops = 2.0 * MATRIX * MATRIX * MATRIX;
    measure(
        dtype + " matrices 1024 × 1024 × 1024, tosc",
        flops,
        () -> program.call("product", a, b, (long) MATRIX));
    float[] x = a.toFloats();
    float[] y = b.toFloats();
    float[] z = new float[MATRIX * MATRIX];
    measure("    the loop i-k-j in Java (f32)", flops, () -> multiply(x, y, z, MATRIX));
    Arrays.fill(z, 0);
    multiply(x, y, z, MATRIX);
    Tensor found = (Tensor) program.call("product", a, b, (long) MATRIX);
    boolean agrees = found != null && Arrays.equals(z, found.toFloats());
    out.println(agrees ? "    same bits" : "    the products differ");
    return agrees;
  }

  private static void multiply(float[] a, float[] b, float[] c, int n) {
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        float x = a[i * n + k];
        for (int j = 0; j < n; j++) {
          c[i * n + j] += x * b[k * n + j];
        }
      }
    }
  }

  private static Tensor random(DType dtype, int n, long seed) {
    Random random = new Random(seed);
    double[] values = new double[n * n];
    Arrays.setAll(values, i -> random.nextDouble() - 0.5);
    return Tensor.ofDoubles(dtype, new long[] {n, n}, values);
  }

  private void measure(String name, double flops, Work work) {
    for (int i = 0; i < 5; i++) {
      work.run();
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] rates = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = threads.getCurrentThreadCpuTime();
      work.run();
      rates[i] = flops / (threads.getCurrentThreadCpuTime() - start);
    }
    Arrays.sort(rates);
    out.printf(Locale.ROOT, "%-44s %9.1f %9.1f%n", name, rates[rounds - 1], rates[rounds / 2]);
  }
}
