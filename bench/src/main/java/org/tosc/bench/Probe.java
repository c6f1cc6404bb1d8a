package org.tosc.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.cpu.CpuFeatures;

/// A process that measures what `bench/run peers` does not, `Probe THREADS [LIBXSMM]`. It answers
/// each line of input with one line that begins with `> `:
///
/// ```text
/// OPERATION SHAPE MILLIS   > WHO MICROSECONDS …, NaN for wrong results; > failed WHY
/// ```
public final class Probe {
  private final int threads;
  private final @Nullable Path library;
  private final Map<String, GemmProbe> products = new HashMap<>();
  private @Nullable CompileProbe compiler;
  private @Nullable ClassProbe classes;

  private Probe(int threads, @Nullable Path library) {
    this.threads = threads;
    this.library = library;
  }

  public static void main(String[] args) throws IOException {
    Path library = args.length == 1 ? null : Path.of(args[1]);
    Probe probe = new Probe(Integer.parseInt(args[0]), library);
    PrintStream out = System.out;
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      out.println("> " + probe.answer(line.split(" ", -1)));
    }
  }

  private String answer(String[] order) {
    try {
      Map<String, Double> nanos = measured(order[0], order[1], Double.parseDouble(order[2]));
      return nanos.entrySet().stream()
          .map(e -> String.format(Locale.ROOT, "%s %.6f", e.getKey(), e.getValue() * 1e-3))
          .collect(Collectors.joining(" "));
    } catch (Throwable fault) {
      return "failed " + fault.toString().replaceAll("\\s+", " ");
    }
  }

  /// Nanoseconds, by who takes them.
  private Map<String, Double> measured(String op, String shape, double millis) throws Throwable {
    return switch (op) {
      case "gemm" -> product(Operands.F32, shape, InstructionSet.best(CpuFeatures.host()), millis);
      case "gemm-bf16" ->
          product(Operands.BF16, shape, InstructionSet.best(CpuFeatures.host()), millis);
      case "gemm-i8" ->
          product(Operands.I8, shape, InstructionSet.best(CpuFeatures.host()), millis);
      // LIBXSMM's code would be that for AVX-512.
      case "gemm-avx2" ->
          product(
              Operands.F32,
              shape,
              Objects.requireNonNull(InstructionSet.ofLevel("x86-64-v3")),
              millis);
      case "q4_0gemv", "q8_0gemv", "q4_0.q8_0gemv", "q8_0.q8_0gemv", "f16gemv", "f32gemv" ->
          row(op, shape, millis);
      case "attention" -> Map.of("read", ReadProbe.nanos(shape, threads, millis));
      case "launch" -> launch(shape);
      case "region" -> calls(ForkJoin.of(CallTimes.clock()));
      case "compile" -> Map.of("code", compiler().nanos(shape, millis));
      case "class" -> Map.of("tosc", classes().nanos(millis));
      case "encode" -> Map.of("code", EncoderBench.nanos(millis));
      case "start" -> Map.of("tosc-x86_64", ColdProbe.nanos());
      default -> throw new IllegalArgumentException(op);
    };
  }

  private static void require(X86Kernels target) {
    String obstacle = target.obstacle();
    if (obstacle != null) {
      throw new IllegalStateException(obstacle);
    }
  }

  private Map<String, Double> product(
      Operands operands, String shape, InstructionSet set, double millis) throws Throwable {
    require(new X86Kernels(set));
    String key = operands + " " + set;
    GemmProbe probe = products.get(key);
    if (probe == null) {
      boolean isBest = set.equals(InstructionSet.best(CpuFeatures.host()));
      probe = new GemmProbe(operands, set, isBest ? library : null);
      products.put(key, probe);
    }
    return probe.nanos(Integer.parseInt(shape.substring(0, shape.indexOf('x'))), millis);
  }

  private Map<String, Double> row(String op, String shape, double millis) throws Throwable {
    require(new X86Kernels());
    List<Integer> extents = List.of(shape.split("x", -1)).stream().map(Integer::valueOf).toList();
    String format = op.substring(0, op.length() - "gemv".length());
    GemvProbe.Best best =
        GemvProbe.of(format, extents.getFirst(), extents.getLast(), threads, millis);
    return Map.of("code", best.product(), "read", best.read());
  }

  private static Map<String, Double> launch(String shape) {
    require(new X86Kernels());
    long clock = CallTimes.clock();
    return calls(
        shape.equals("raw") ? LaunchBench.raw(clock) : LaunchBench.sum(16, "x86_64", clock));
  }

  private static Map<String, Double> calls(CallTimes times) {
    return new TreeMap<>(Map.of("p50", times.middle(), "p99", times.late()));
  }

  private ClassProbe classes() {
    ClassProbe warm = classes;
    if (warm == null) {
      warm = new ClassProbe();
      classes = warm;
    }
    return warm;
  }

  private CompileProbe compiler() {
    require(new X86Kernels());
    CompileProbe warm = compiler;
    if (warm == null) {
      warm = new CompileProbe();
      compiler = warm;
    }
    return warm;
  }
}
