package org.tosc.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.ArrayCode;
import org.tosc.driver.Compiler;
import org.tosc.driver.Optimizer;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.passes.Pipeline;
import org.tosc.passes.memory.MemoryPlan;
import org.tosc.passes.specialise.Argument;
import org.tosc.passes.specialise.Outcome;
import org.tosc.passes.specialise.Specialise;
import org.tosc.tir.ir.Cost;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.source.Source;

/// What intermediate tensors take: in one arena, beside the sum of their sizes, after fusion and
/// before it; and what a call allocates when it has run for a while.
///
/// ```sh
/// bench/run memory
/// ```
///
/// The transformers are GPT layers one after the other, 128 tokens of 256 numbers; the training
/// step is that of `samples/digits.pseudo` with 32 images.
public final class MemoryBench {
  private static final int WARM = 2_000;
  private static final int CALLS = 20;

  private final PrintStream out;

  private MemoryBench(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    MemoryBench bench = new MemoryBench(System.out);
    bench.out.printf(
        "%-26s %12s %12s %12s %8s %9s %10s%n",
        "function", "arena", "after fusion", "before", "of after", "of before", "per call");
    for (int layers : new int[] {1, 2, 4, 12}) {
      Module module = VectorPrograms.read(Transformer.text(layers));
      String name = "transformer, layers: " + layers;
      bench.row(name, module, "gpt", layers < 12 ? allocated(module, "gpt") : null);
    }
    Outcome.Made step = digits(List.of());
    Outcome.Made apart = digits(List.of("fuse"));
    bench.row("digits, training step", step.function(), naive(apart.function()), null);
  }

  private void row(String name, Module module, String symbol, @Nullable Long allocated) {
    Function f = Objects.requireNonNull(module.function(symbol));
    Function fused = Objects.requireNonNull(Optimizer.standard(module, "jvm").function(symbol));
    row(name, fused, naive(f), allocated);
  }

  private void row(String name, Function fused, double before, @Nullable Long allocated) {
    MemoryPlan plan = Objects.requireNonNull(MemoryPlan.of(fused), name);
    out.printf(
        "%-26s %8.0f KiB %8.0f KiB %8.0f KiB %6.1f %% %7.1f %% %10s%n",
        name,
        plan.arena() / 1024.0,
        plan.naive() / 1024.0,
        before / 1024,
        100.0 * plan.arena() / plan.naive(),
        100.0 * plan.arena() / before,
        allocated == null ? "" : allocated + " bytes");
  }

  /// The sizes of all tensors that a function makes and does not return.
  private static double naive(Function f) {
    return Objects.requireNonNull(MemoryPlan.of(f), f.symbol()).naive();
  }

  /// The bytes that a call of the compiled function allocates.
  private static long allocated(Module module, String symbol) {
    Function f = Objects.requireNonNull(module.function(symbol));
    ArrayCode code = Programs.load(module, "jvm").arrays(symbol);
    List<float[]> all = new ArrayList<>();
    f.params().forEach(p -> all.add(new float[(int) Cost.elements(p.type())]));
    f.results().forEach(r -> all.add(new float[(int) Cost.elements(r)]));
    Object[] arrays = all.toArray();
    for (int i = 0; i < WARM; i++) {
      code.call(arrays);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < CALLS; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      code.call(arrays);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  /// The training step as it is specialised on the shapes of a full batch.
  private static Outcome.Made digits(List<String> without) throws IOException {
    String text = Files.readString(Path.of("samples", "digits.pseudo"));
    Compiler.Compilation compiled =
        Compiler.compile(
            new Source("digits.pseudo", text), Compiler.Language.PSEUDOCODE, SourceStore.NONE);
    Module module =
        Optimizer.run(
                Objects.requireNonNull(compiled.module()), Pipeline.Options.DEFAULT.upTo("outline"))
            .module();
    Argument real = Argument.Numeric.REAL;
    List<Argument> arguments =
        List.of(
            tensor(32, 64),
            tensor(64, 64),
            tensor(32, 10),
            real,
            Argument.Other.OTHER,
            tensor(64, 10),
            tensor(10),
            tensor(64, 64),
            tensor(64),
            real,
            tensor(64),
            tensor(64, 10),
            tensor(10),
            tensor(64, 64));
    Function part = Objects.requireNonNull(module.function("main.part0"));
    Outcome outcome =
        Specialise.specialise(
            module,
            part,
            arguments,
            Specialise.PASSES.stream().filter(p -> !without.contains(p.name())).toList());
    return switch (outcome) {
      case Outcome.Made made -> made;
      case Outcome.Refused refused -> throw new IllegalStateException(refused.why());
    };
  }

  private static Argument tensor(long... extents) {
    return new Argument.Tensor(TensorType.of(Scalar.F32, extents));
  }
}
