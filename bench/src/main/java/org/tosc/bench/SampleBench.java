package org.tosc.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.file.Npy;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// Runs `matmul_tiled`, the program of the language page, on the `jvm` engine and holds sampled
/// elements of its result against sums in `f64`.
///
/// What the error may be. A product of two `f16` has at most 22 significant bits, so in `f32` it is
/// exact; the sum of K products rounds K - 1 times (the first addition is to 0). In any order of
/// summation
///
/// ```text
/// |c - Σ aₖ·bₖ| ≤ γ · Σ |aₖ|·|bₖ|,   γ = (K - 1)·u / (1 - (K - 1)·u),   u = 2⁻²⁴
/// ```
///
/// (N. J. Higham, "Accuracy and Stability of Numerical Algorithms", second edition, 2002, sections
/// 3.1 and 4.2). The result of this kernel is `f32`, so nothing is rounded to `f16` at the end. For
/// K = 4096 this bound is a half of `2⁻¹¹ · Σ |aₖ|·|bₖ|`, which is `K · 2⁻¹¹` times the mean of the
/// products; for smaller K it is a smaller part of it. The sum in `f64` is wrong by at most 2⁻²⁹ of
/// the bound, because its u is 2⁻⁵³.
///
/// The first two columns are the time of the product on the wall, then comes the processor time of
/// the thread for the whole program, from text to saved files.
///
/// `SampleBench [SAMPLES]`. Exit code 1 where an element is beyond the bound.
public final class SampleBench {
  private static final long SEED = 2002;

  /// The kernel as the language page has it.
  private static final String KERNEL =
      """
      @kernel
      fn matmul_tiled(
          A: Tile<128, 128, f16, Layout::RowMajor>,
          B: Tile<128, 128, f16, Layout::ColMajor>
      ) -> Tile<128, 128, f32> {
          return dot(A, B);
      }
      """;

  /// The first form of the sample, with what is needed to look at its tensors from outside.
  private static final String RAND =
      """
      fn main() {
          let gpu = device::get(0);
          let a = Tensor::rand([M, K], f16, device = gpu, seed = 1);
          let b = Tensor::rand([K, N], f16, device = gpu, seed = 2);
          let begin = time::now();
          let res = matmul_tiled(a.view(), b.view());
          print(time::now() - begin);
          a.save("a.npy");
          b.save("b.npy");
          res.save("c.npy");
      }
      """;

  /// The second form: memory that is written element by element.
  private static final String ALLOC =
      """
      fn main() {
          var a = Tensor::alloc([M, K], f16);
          var b = Tensor::alloc([K, N], f16);
          {
              let v = a.view_mut();
              let w = b.view_mut();
              for i in 0..M { for k in 0..K { v[i, k] = ((i * 31 + k * 17) % 1021 - 510) as f16 / 509.0; } }
              for k in 0..K { for j in 0..N { w[k, j] = ((k * 13 + j * 7) % 1019 - 509) as f16 / 307.0; } }
          }
          let begin = time::now();
          var res = matmul_tiled(a.view(), b.view());
          print(time::now() - begin);
          a.save("a.npy");
          b.save("b.npy");
          res.save("c.npy");
      }
      """;

  private final PrintStream out;
  private final int samples;
  private final Path folder;

  private SampleBench(PrintStream out, int samples, Path folder) {
    this.out = out;
    this.samples = samples;
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    int samples = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    Path folder = Files.createTempDirectory("sample");
    try {
      if (!new SampleBench(System.out, samples, folder).run()) {
        System.exit(1);
      }
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(SampleBench::delete);
      }
      delete(folder);
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean run() throws Exception {
    out.println(Machine.describe());
    out.println(samples + " elements of each product, seed " + SEED);
    out.printf(
        "%-30s%9s%9s%11s%11s%13s%n",
        "M × K × N", "wall s", "GFLOP/s", "thread s", "err/bound", "err/(K·2⁻¹¹)");
    return form("rand", RAND, 4096, 4096, 4096)
        && form("rand", RAND, 1000, 777, 513)
        && form("alloc", ALLOC, 4096, 4096, 4096)
        && form("alloc", ALLOC, 1000, 777, 513);
  }

  private boolean form(String name, String text, int m, int k, int n) throws Exception {
    String program =
        KERNEL
            + text.replace("M", Integer.toString(m))
                .replace("K", Integer.toString(k))
                .replace("N", Integer.toString(n));
    long before = processorNanos();
    double seconds = Double.parseDouble(printed(program).strip());
    double processor = (processorNanos() - before) / 1e9;
    double[] worst = worst(m, k, n);
    out.printf(
        Locale.ROOT,
        "%-30s%9.2f%9.1f%11.2f%11.4f%13.2e%n",
        name + " " + m + " × " + k + " × " + n,
        seconds,
        2.0 * m * n * k / seconds / 1e9,
        processor,
        worst[0],
        worst[1]);
    return worst[0] <= 1;
  }

  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /// Runs a program; gives what it prints.
  private String printed(String text) throws Exception {
    Compiler.Compilation compiled =
        Compiler.compile(
            new Source("sample.neuro", text), Compiler.Language.NEURO, SourceStore.NONE);
    Module module = compiled.module();
    if (module == null) {
      throw new IllegalStateException(compiled.diagnostics().toString());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Session session =
        Session.builder()
            .out(bytes)
            .policy(Policy.PERMISSIVE)
            .directory(folder)
            .engine(Programs.tensors())
            .build();
    session.run(() -> Programs.load(module, "jvm").call(Module.MAIN));
    session.out().flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// The largest error of the sampled elements: as a part of the bound, and of `K · 2⁻¹¹`.
  private double[] worst(int m, int k, int n) {
    Tensor a = read("a.npy");
    Tensor b = read("b.npy");
    Tensor c = read("c.npy");
    Random random = new Random(SEED);
    double toBound = 0;
    double toUnit = 0;
    for (int s = 0; s < samples; s++) {
      // The corners first: there the last tiles of ragged tensors are.
      int i = s < 4 ? (s & 1) * (m - 1) : random.nextInt(m);
      int j = s < 4 ? (s >> 1) * (n - 1) : random.nextInt(n);
      double sum = 0;
      double sizes = 0;
      for (int l = 0; l < k; l++) {
        double product = a.getDouble((long) i * k + l) * b.getDouble((long) l * n + j);
        sum += product;
        sizes += Math.abs(product);
      }
      double u = (k - 1) * 0x1p-24;
      double error = Math.abs(c.getDouble((long) i * n + j) - sum);
      double bound = u / (1 - u) * sizes;
      // Written so that NaN counts as an error.
      toBound = error <= bound * toBound ? toBound : error / bound;
      toUnit = Math.max(toUnit, error / (k * 0x1p-11));
    }
    return new double[] {toBound, toUnit};
  }

  private Tensor read(String name) {
    return Objects.requireNonNull(Npy.read(folder.resolve(name)));
  }
}
