package org.tosc.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Host code against CPython 3.11: each case of [HostCase] in a JVM and in a Python of its own, the
/// runs of both taking turns after a warm-up. A ratio is Python's median over the JVM's.
///
/// `HostBench [--rounds N] [--folder bench] [CASE …]`. Exit code 1 where answers differ.
public final class HostBench {
  private static final long WARM_UP_NANOS = 4_000_000_000L;
  private static final int WARM_UP_RUNS = 5;

  private final PrintStream out;
  private final Path folder;
  private final int rounds;
  private final @Nullable Python python;
  private final List<Row> rows = new ArrayList<>();

  /// The medians of a case; those of Python are 0 where there is none.
  private record Row(
      HostCase bench, long nanos, long cpu, long pythonNanos, long pythonCpu, boolean agrees) {
    double ratio() {
      return (double) pythonNanos / nanos;
    }

    double cpuRatio() {
      return cpu == 0 ? 0 : (double) pythonCpu / cpu;
    }
  }

  private HostBench(PrintStream out, Path folder, int rounds, @Nullable Python python) {
    this.out = out;
    this.folder = folder;
    this.rounds = rounds;
    this.python = python;
  }

  public static void main(String[] args) throws InterruptedException {
    int rounds = 5;
    Path folder = Path.of("bench");
    List<HostCase> cases = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--rounds" -> rounds = Integer.parseInt(args[++i]);
        case "--folder" -> folder = Path.of(args[++i]);
        default -> cases.add(HostCase.valueOf(args[i].toUpperCase(Locale.ROOT)));
      }
    }
    HostBench bench = new HostBench(System.out, folder, rounds, Python.find());
    if (!bench.run(cases.isEmpty() ? List.of(HostCase.values()) : cases)) {
      System.exit(1);
    }
  }

  private boolean run(List<HostCase> cases) {
    out.println(Machine.describe());
    out.println(
        python == null
            ? "CPython 3.11: not checked, there is no python3.11"
            : python.version() + " (" + python.command() + ")");
    out.println("median of " + rounds + " runs of each side in turn, after a warm-up; times in ms");
    print("case", "", "tosc", "CPython", "ratio", "tosc CPU", "CPython CPU", "ratio");
    cases.forEach(this::measure);
    summary();
    return rows.stream().allMatch(Row::agrees);
  }

  private void measure(HostCase bench) {
    try (Worker jvm = new Worker(jvmCommand(bench));
        Worker other = python == null ? jvm : new Worker(pythonCommand(python, bench))) {
      long end = System.nanoTime() + WARM_UP_NANOS;
      for (int i = 0; i < WARM_UP_RUNS || System.nanoTime() < end; i++) {
        jvm.run();
      }
      String expected = other.run().answer();
      List<Worker.Sample> ours = new ArrayList<>();
      List<Worker.Sample> theirs = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        if (python != null) {
          theirs.add(other.run());
        }
        ours.add(jvm.run());
      }
      boolean agrees = ours.stream().allMatch(s -> s.answer().equals(expected));
      add(bench, ours, theirs, agrees);
      if (!agrees) {
        out.println("  answers differ: " + ours.getFirst().answer() + " and " + expected);
      }
    }
  }

  private void add(
      HostCase bench, List<Worker.Sample> ours, List<Worker.Sample> theirs, boolean agrees) {
    long[] a = medians(ours);
    long[] b = medians(theirs);
    Row row = new Row(bench, a[0], a[1], b[0], b[1], agrees);
    rows.add(row);
    print(
        bench.file,
        bench.words,
        millis(a[0]),
        millis(b[0]),
        ratio(row.ratio()),
        millis(a[1]),
        millis(b[1]),
        ratio(row.cpuRatio()));
  }

  private void summary() {
    if (python == null) {
      return;
    }
    double mean = Math.exp(rows.stream().mapToDouble(r -> Math.log(r.ratio())).average().orElse(0));
    double cpu =
        Math.exp(rows.stream().mapToDouble(r -> Math.log(r.cpuRatio())).average().orElse(0));
    print("", "geometric mean", "", "", ratio(mean), "", "", ratio(cpu));
    long slower = rows.stream().filter(r -> r.ratio() < 1).count();
    out.println("cases slower than CPython: " + slower);
  }

  private List<String> jvmCommand(HostCase bench) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        HostWorker.class.getName(),
        folder.resolve("pseudo").resolve(bench.file + ".pseudo").toString());
  }

  private List<String> pythonCommand(Python found, HostCase bench) {
    Path scripts = folder.resolve("python");
    return List.of(
        found.command(),
        scripts.resolve("worker.py").toString(),
        scripts.resolve(bench.file + ".py").toString());
  }

  private static long[] medians(List<Worker.Sample> samples) {
    return new long[] {
      median(samples.stream().mapToLong(Worker.Sample::nanos).toArray()),
      median(samples.stream().mapToLong(Worker.Sample::cpuNanos).toArray())
    };
  }

  private static long median(long[] values) {
    if (values.length == 0) {
      return 0;
    }
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static String millis(long nanos) {
    return nanos == 0 ? "-" : String.format(Locale.ROOT, "%.1f", nanos / 1e6);
  }

  private static String ratio(double ratio) {
    return ratio > 0 && Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.1f", ratio) : "-";
  }

  private void print(
      String name,
      String words,
      String ours,
      String theirs,
      String ratio,
      String ourCpu,
      String theirCpu,
      String cpuRatio) {
    out.printf(
        "%-8s  %-26s %9s %9s %7s %10s %12s %7s%n",
        name, words, ours, theirs, ratio, ourCpu, theirCpu, cpuRatio);
  }
}
