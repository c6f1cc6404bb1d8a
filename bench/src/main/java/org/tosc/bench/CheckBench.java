package org.tosc.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tosc.driver.Compiler;
import org.tosc.driver.SourceStore;
import org.tosc.frontend.neuro.NeuroFrontend;
import org.tosc.frontend.neuro.check.NeuroChecker;
import org.tosc.frontend.neuro.own.Ownership;
import org.tosc.frontend.neuro.parse.NeuroParser;
import org.tosc.frontend.neuro.parse.Parsed;
import org.tosc.grammar.NeuroLangSyntax;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// How long `tosc check` takes for a program of Neuro-Lang, by phase, warm: from text to
/// diagnostics. Both the time on the wall and the thread's processor time, for a machine may be
/// busy.
///
/// `CheckBench [ROUNDS [LINES]]` prints medians and minima; `CheckBench --print LINES` prints the
/// program. Exit code 1 where the program does not check or its least processor time is above the
/// goal.
public final class CheckBench {
  private static final int LINES = 5_000;
  private static final double GOAL_MILLIS = 120;
  private static final long WARM_UP_NANOS = 10_000_000_000L;
  private static final List<String> PHASES =
      List.of(
          "text to syntax tree",
          "  of it lexing, parsing",
          "names, types, ownership",
          "  of it ownership",
          "sum");

  private final PrintStream out;
  private final Source source;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  private CheckBench(PrintStream out, Source source) {
    this.out = out;
    this.source = source;
  }

  /// A time on the wall and of the processor, in nanoseconds.
  private record Moment(long wall, long processor) {
    Moment since(Moment before) {
      return new Moment(wall - before.wall, processor - before.processor);
    }
  }

  public static void main(String[] args) {
    if (args.length == 2 && args[0].equals("--print")) {
      System.out.print(GeneratedNeuro.program(Integer.parseInt(args[1])));
      return;
    }
    int rounds = args.length == 0 ? 41 : Integer.parseInt(args[0]);
    int lines = args.length < 2 ? LINES : Integer.parseInt(args[1]);
    Source source = new Source("bench.neuro", GeneratedNeuro.program(lines));
    if (!new CheckBench(System.out, source).run(rounds)) {
      System.exit(1);
    }
  }

  private boolean run(int rounds) {
    List<Diagnostic> found = Compiler.check(source, Compiler.Language.NEURO, SourceStore.NONE);
    if (!found.isEmpty()) {
      out.println(found.getFirst());
      return false;
    }
    long end = System.nanoTime() + WARM_UP_NANOS;
    while (System.nanoTime() < end) {
      round();
    }
    Moment[][] taken = new Moment[rounds][];
    for (int i = 0; i < rounds; i++) {
      taken[i] = round();
    }
    return print(taken);
  }

  /// The time of each of [#PHASES]; the parts of a phase run once more, by themselves.
  private Moment[] round() {
    Moment begin = now();
    Parsed parsed = NeuroParser.parse(source);
    Moment built = now();
    NeuroFrontend.Checked checked =
        NeuroFrontend.check(
            List.of(new NeuroChecker.File(source.name(), "main", parsed.file(), Map.of())));
    Moment all = now();
    Moment from = now();
    var tree = NeuroLangSyntax.parse(source.text());
    Moment syntax = now().since(from);
    from = now();
    checked.functions().forEach(f -> Ownership.check(f, CheckBench::refuse));
    Moment own = now().since(from);
    if (!tree.faults().isEmpty() || !checked.diagnostics().isEmpty()) {
      throw new IllegalStateException("the program does not check");
    }
    return new Moment[] {built.since(begin), syntax, all.since(built), own, all.since(begin)};
  }

  private static void refuse(Diagnostic diagnostic) {
    throw new IllegalStateException(diagnostic.toString());
  }

  private Moment now() {
    return new Moment(System.nanoTime(), threads.getCurrentThreadCpuTime());
  }

  private boolean print(Moment[][] taken) {
    int lines = (int) source.text().lines().count();
    out.println(Machine.describe());
    out.println(lines + " lines, " + source.text().length() + " characters, in milliseconds");
    out.printf("%-25s%9s%9s%11s%9s%n", "", "wall", "least", "processor", "least");
    double[] sum = {};
    double least = 0;
    for (int phase = 0; phase < PHASES.size(); phase++) {
      double[] wall = sorted(taken, phase, true);
      double[] processor = sorted(taken, phase, false);
      out.printf(
          Locale.ROOT,
          "%-25s%9.1f%9.1f%11.1f%9.1f%n",
          PHASES.get(phase),
          wall[wall.length / 2],
          wall[0],
          processor[processor.length / 2],
          processor[0]);
      sum = wall;
      least = processor[0];
    }
    out.printf(
        Locale.ROOT,
        "%.0f lines per second (median), %.0f (least time); goal: %.0f ms%n",
        lines / sum[sum.length / 2] * 1e3,
        lines / sum[0] * 1e3,
        GOAL_MILLIS);
    return least <= GOAL_MILLIS || lines > LINES + 200;
  }

  private static double[] sorted(Moment[][] taken, int phase, boolean wall) {
    return Arrays.stream(taken)
        .mapToLong(round -> wall ? round[phase].wall() : round[phase].processor())
        .mapToDouble(nanos -> nanos / 1e6)
        .sorted()
        .toArray();
  }
}
