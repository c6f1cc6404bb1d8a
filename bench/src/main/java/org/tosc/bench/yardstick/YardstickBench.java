package org.tosc.bench.yardstick;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tosc.bench.Machine;
import org.tosc.bench.peers.Limits;

/// `bench/run yardstick`: the rows of `perf.md`, section 10, in one run: what is measured, beside
/// peers and limits measured in the same rounds, and which goals are reached.
public final class YardstickBench {
  private final PrintStream out;
  private final PrintStream progress;
  private final YardstickOptions options;
  private final Times times = new Times();
  private final List<Limits> limits = new ArrayList<>();

  private YardstickBench(PrintStream out, PrintStream progress, YardstickOptions options)
      throws IOException {
    this.out = out;
    this.progress = progress;
    this.options = options;
    for (int threads = 1; threads <= Math.min(2, options.threads()); threads++) {
      Limits able = Limits.of(threads);
      if (able != null && threads <= Runtime.getRuntime().availableProcessors()) {
        limits.add(able);
      }
    }
  }

  public static void main(String[] args) throws IOException {
    YardstickOptions options;
    try {
      options = YardstickOptions.of(args);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
      System.err.println("bench/run yardstick: " + wrong.getMessage());
      System.exit(64);
      return;
    }
    new YardstickBench(System.out, System.err, options).run();
  }

  private void run() throws IOException {
    String before = Machine.describe();
    List<Row> rows = Rows.of(options.rows(), options.threads());
    List<Source> sources = Sources.of(Rows.quantities(rows), options);
    try {
      measure(sources);
    } finally {
      sources.forEach(Source::close);
    }
    List<JudgedRow> judged = rows.stream().map(row -> JudgedRow.of(row, times)).toList();
    if (options.isJson()) {
      judged.forEach(row -> JsonLines.of(row).forEach(out::println));
    } else {
      print(before, judged);
    }
    Path svg = options.svg();
    if (svg != null) {
      Files.writeString(svg, Chart.of(judged, Machine.processor()));
    }
  }

  private void measure(List<Source> sources) {
    double seconds = sources.stream().mapToDouble(Source::seconds).sum();
    Progress told = new Progress(progress, options.rounds(), System::nanoTime);
    progress.printf(
        "%d rounds of about %.0f s on a machine that does nothing else; the first takes longer%n",
        options.rounds(), seconds);
    sources.stream()
        .sorted(Comparator.comparingDouble(Source::seconds).reversed())
        .forEach(s -> progress.printf("%6.1f s: %s%n", s.seconds(), s.name()));
    for (int round = 0; round < options.rounds(); round++) {
      limits.forEach(Limits::measure);
      for (int i = 0; i < sources.size(); i++) {
        Source source = sources.get((i + round) % sources.size());
        source.measure(round, times, what -> told.now(source.name() + ": " + what));
      }
      told.done(Machine.load());
    }
  }

  private void print(String before, List<JudgedRow> judged) {
    out.println(before);
    out.printf(
        "%d rounds of %.0f ms, up to %d threads, at the end %s%n",
        options.rounds(), options.millis(), options.threads(), Machine.load());
    limits.forEach(l -> out.println("limits of " + l.roof().threads() + " thread(s): " + l.roof()));
    if (limits.size() > 1) {
      out.print(Report.doubt(limits.getFirst().roof().peak(), limits.get(1).roof().peak()));
    }
    out.println();
    out.println(Report.summary(judged));
    out.println(Report.details(judged));
  }
}
