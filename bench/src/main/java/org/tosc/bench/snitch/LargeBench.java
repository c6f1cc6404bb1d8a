package org.tosc.bench.snitch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.backends.machines.snitch.core.Counts;
import org.tosc.backends.snitch.cluster.ClusterCompiler;
import org.tosc.backends.snitch.cluster.ClusterProgram;
import org.tosc.backends.snitch.cluster.ClusterShape;
import org.tosc.backends.snitch.code.Unsupported;

/// Kernels whose arrays lie in DRAM, on all cores of a cluster: how much of the whole run the FPUs
/// and the DMA engine work, start and write-back included.
///
/// ```sh
/// bench/run snitch-large                                  # a product of 512 × 512 × 512, and others
/// bench/run snitch-large matmul 500x300x130xf64           # a kernel at a shape
/// bench/run snitch-large --tcdm 32768 matmul 64x64x64xf64 # as if there were less TCDM
/// bench/run snitch-large --asm relu 1000x1000xf64         # with its code
/// ```
public final class LargeBench {
  private static final long MOST_CYCLES = 2_000_000_000L;

  /// Bytes that the DMA engine moves in a cycle (snitch.md 4.8).
  private static final long LINE = 64;

  private record Row(String kernel, String shape) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("matmul", "512x512x512xf64"),
          new Row("matmul", "500x300x130xf64"),
          new Row("matmul_transb", "256x256x256xf64"),
          new Row("conv2d_d1_s1_3x3", "510x510xf64"),
          new Row("jacobi", "510x510xf64"),
          new Row("exp", "256x512xf64"),
          new Row("relu", "1000x1000xf64"),
          new Row("sum", "1000x1000xf64"),
          new Row("axpy", "1000x1000xf64"),
          new Row("fill", "1000x1000xf64"));

  private LargeBench() {}

  public static void main(String[] args) {
    List<String> words = new ArrayList<>(List.of(args));
    boolean withCode = words.remove("--asm");
    int memory = number(words, "--tcdm", ClusterShape.DEFAULT.memory());
    int cores = number(words, "--cores", ClusterShape.DEFAULT.cores());
    ClusterShape shape = new ClusterShape(cores, memory);
    SnitchBench.requireKnown("snitch-large", words);
    List<Row> rows = new ArrayList<>();
    for (String text : words.isEmpty() ? List.<String>of() : words.subList(1, words.size())) {
      rows.add(new Row(words.getFirst(), text));
    }
    for (Row row : rows.isEmpty() ? ROWS : rows) {
      print(row, shape, withCode);
    }
  }

  /// Takes an option with a number from the words.
  private static int number(List<String> words, String option, int otherwise) {
    int at = words.indexOf(option);
    if (at < 0 || at + 1 == words.size()) {
      return otherwise;
    }
    words.remove(at);
    return Integer.parseInt(words.remove(at));
  }

  private static void print(Row row, ClusterShape shape, boolean withCode) {
    Kernel kernel = Kernel.of(row.kernel(), row.shape());
    System.out.println(row.kernel() + " " + row.shape());
    try {
      long begin = System.nanoTime();
      ClusterProgram program = ClusterCompiler.compile(kernel.function(), shape);
      double seconds = (System.nanoTime() - begin) / 1e9;
      if (withCode) {
        System.out.print(program.text());
      }
      program.plans().forEach(plan -> say("  %s", plan));
      Configuration configuration = Configuration.DEFAULT.withCores(shape.cores());
      print(
          kernel,
          program,
          shape,
          seconds,
          LargeRun.of(kernel, program, configuration, MOST_CYCLES));
    } catch (Unsupported | IllegalStateException e) {
      say("  no code: %s", String.valueOf(e.getMessage()));
    }
  }

  private static void print(
      Kernel kernel, ClusterProgram program, ClusterShape shape, double compiling, LargeRun run) {
    long cycles = run.result().cycles();
    List<Counts> workers = run.result().cores().subList(0, shape.cores());
    long issues = workers.stream().mapToLong(Counts::fpuIssues).sum();
    long products = workers.stream().mapToLong(Counts::multiplyAddIssues).sum();
    long moving = lines(kernel);
    long bound = Math.max(kernel.bound() / shape.cores(), moving);
    say(
        "  %d cycles, guess %d, bound %d (%.1f %% of the run)%s",
        cycles,
        program.cycles(),
        bound,
        100.0 * bound / cycles,
        run.wrong() == 0 ? ", results right" : ", WRONG: " + run.wrong());
    say(
        "  FPU utilisation %.2f %% (useful), %.2f %% (all issues), fmadd %.2f %%",
        100.0 * kernel.bound() / ((double) cycles * shape.cores()),
        100.0 * issues / ((double) cycles * shape.cores()),
        100.0 * products / ((double) cycles * shape.cores()));
    long busy = run.result().dma().busyCycles();
    long beats = run.result().dma().readBeats();
    say(
        "  DMA busy %.1f %%, %.1f bytes a cycle; FPU's stalls: %s",
        100.0 * busy / cycles, (double) LINE * beats / cycles, stalls(workers, cycles));
    say(
        "  compiled in %.2f s, simulated in %.1f s (%.2f million cycles a second)",
        compiling, run.seconds(), cycles / run.seconds() / 1e6);
  }

  /// Cycles that the DMA engine takes at least: each array once in or out.
  private static long lines(Kernel kernel) {
    long bytes = 0;
    int width = (int) kernel.element().bits() / Byte.SIZE;
    for (List<Integer> extents : kernel.arrays()) {
      bytes += extents.stream().mapToLong(n -> n).reduce(width, Math::multiplyExact);
    }
    return bytes / LINE;
  }

  private static String stalls(List<Counts> workers, long cycles) {
    Map<String, Long> all = new TreeMap<>();
    for (Counts counts : workers) {
      counts.floatStalls().forEach((cause, n) -> all.merge(cause.toString(), n, Long::sum));
    }
    StringBuilder text = new StringBuilder();
    all.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .filter(e -> e.getValue() * 1000 >= cycles * workers.size())
        .forEach(
            e ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(e.getKey().toLowerCase(Locale.ROOT))
                    .append(
                        String.format(
                            Locale.ROOT,
                            " %.2f %%",
                            100.0 * e.getValue() / ((double) cycles * workers.size()))));
    return text.isEmpty() ? "none" : text.toString();
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
