package org.tosc.bench;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import org.tosc.backends.api.Loaded;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Printer;
import org.tosc.tir.text.Reader;

/// What proofs of bounds are worth on the JVM: kernels that are launched over grids, as they are
/// compiled and with their proofs taken away, in turn. Processor time of the thread for each
/// access.
///
/// `BoundsBench [ROUNDS]`.
public final class BoundsBench {
  private static final String SWEEP =
      """
      @kernel
      fn sweep(from: View<[?, ?], f32>, to: View_mut<[?, ?], f32>) {
          let i = program_id(0) + 1;
          for j in 1..from.dim(1) - 1 {
              to[i, j] = 0.25 * (from[i - 1, j] + from[i + 1, j] + from[i, j - 1] + from[i, j + 1]);
          }
      }
      fn main() {
          var a = Tensor::rand([1000, 1000], f32, seed = 1);
          var b = Tensor::zeros([1000, 1000], f32);
          for step in 0..10 {
              sweep[grid(998)](a.view(), b.view_mut());
              sweep[grid(998)](b.view(), a.view_mut());
          }
      }
      """;

  private static final String COUNT =
      """
      @kernel
      fn count(x: View<[?], f32>, counts: View_mut<[?], i32>) {
          let n = counts.dim(0) as i64;
          for i in 0..x.dim(0) {
              let bin = (x[i] * 64.0) as i64;
              if bin >= 0 && bin < n { counts[bin] += 1; }
          }
      }
      fn main() {
          let x = Tensor::rand([1000000], f32, seed = 1);
          var counts = Tensor::zeros([64], i32);
          for step in 0..5 { count[grid(1)](x.view(), counts.view_mut()); }
      }
      """;

  private static final String TILES =
      """
      @kernel
      fn scale(x: View<[?, ?], f32>, y: View_mut<[?, ?], f32>) {
          let t: Tile<8, 8, f32> = load(x, [program_id(0), program_id(1)]);
          store(y, [program_id(0), program_id(1)], t * 2.0);
      }
      fn main() {
          let x = Tensor::rand([1024, 1024], f32, seed = 1);
          var y = Tensor::zeros([1024, 1024], f32);
          for step in 0..5 { scale[grid(128, 128)](x.view(), y.view_mut()); }
      }
      """;

  private final PrintStream out;
  private final int rounds;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  private BoundsBench(PrintStream out, int rounds) {
    this.out = out;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
    BoundsBench bench = new BoundsBench(System.out, rounds);
    Session session =
        Session.builder().out(OutputStream.nullOutputStream()).engine(Programs.tensors()).build();
    session.run(
        () -> {
          bench.run();
          return true;
        });
  }

  private void run() {
    out.println(Machine.describe());
    out.println("ns for each access of elements, each tile of 8 × 8; " + rounds + " rounds");
    out.printf("%-24s%10s%9s%10s%9s%n", "", "proved", "least", "checked", "least");
    compare("stencil, 5 accesses", SWEEP, 20.0 * 998 * 998 * 5);
    compare("counts, 3 accesses", COUNT, 5e6 * 3);
    compare("tiles, load and store", TILES, 5.0 * 128 * 128 * 2);
  }

  private void compare(String name, String text, double accesses) {
    Module module =
        Compiler.compile(new Source("bench.neuro", text), Compiler.Language.NEURO, SourceStore.NONE)
            .module();
    if (module == null) {
      throw new IllegalStateException(name + " does not compile");
    }
    Loaded proved = Programs.load(module, "jvm");
    Loaded checked = Programs.load(unproved(module), "jvm");
    double[] with = new double[rounds];
    double[] without = new double[rounds];
    for (int i = -5; i < rounds; i++) {
      double a = time(proved) / accesses;
      double b = time(checked) / accesses;
      if (i >= 0) {
        with[i] = a;
        without[i] = b;
      }
    }
    Arrays.sort(with);
    Arrays.sort(without);
    out.printf(
        Locale.ROOT,
        "%-24s%10.2f%9.2f%10.2f%9.2f%n",
        name,
        with[rounds / 2],
        with[0],
        without[rounds / 2],
        without[0]);
  }

  private double time(Loaded program) {
    long begin = threads.getCurrentThreadCpuTime();
    program.call(Module.MAIN);
    return threads.getCurrentThreadCpuTime() - begin;
  }

  /// The module without its proofs.
  private static Module unproved(Module module) {
    String text =
        Printer.print(module)
            .replaceAll(
                "(kernel\\.(?:load|store|atomic_add|slice)\\(.*) \\{bounds = \"proved\"}", "$1")
            .replace("bounds = \"proved\"", "bounds = \"checked\"");
    return switch (Reader.read(new Source("bench.tir", text))) {
      case Reader.Result.Read read -> read.module();
      case Reader.Result other -> throw new IllegalStateException(other.toString());
    };
  }
}
