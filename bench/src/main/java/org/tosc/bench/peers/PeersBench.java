package org.tosc.bench.peers;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tosc.bench.Machine;

/// `bench/run peers`: all contenders on all problems, in rounds. In every round the limits are
/// measured, then every problem is prepared by every contender and timed, in an order that begins
/// with another contender each time. A contender whose first result is wrong, against `double`, is
/// not timed; the exit code is 1 then.
public final class PeersBench {
  private final PrintStream out;
  private final PeersOptions options;
  private final Measurements measurements = new Measurements();
  private final List<String> lines = new ArrayList<>();
  private final List<Limits> limits = new ArrayList<>();
  private boolean allRight = true;

  private PeersBench(PrintStream out, PeersOptions options) throws IOException {
    this.out = out;
    this.options = options;
    for (int threads : new int[] {1, 2}) {
      Limits able = Limits.of(threads);
      if (able != null && threads <= Runtime.getRuntime().availableProcessors()) {
        limits.add(able);
      }
    }
  }

  public static void main(String[] args) throws IOException {
    PeersBench bench = new PeersBench(System.out, PeersOptions.of(args));
    bench.run();
    if (!bench.allRight) {
      System.exit(1);
    }
  }

  private void run() throws IOException {
    out.println(Machine.describe());
    out.printf(
        "%d thread(s), %d rounds of %.0f ms%n",
        options.threads(), options.rounds(), options.millis());
    try (Contest contest =
        new Contest(options.threads(), c -> !options.without().contains(c.name()))) {
      contest.versions().forEach((name, version) -> out.println(name + ": " + version));
      for (int round = 0; round < options.rounds(); round++) {
        round(round, contest);
      }
    }
    report();
  }

  private void round(int round, Contest contest) throws IOException {
    limits.forEach(Limits::measure);
    for (Problem problem : Problems.of(options.problems())) {
      contest.time(problem, options.millis(), _ -> true, outcome -> note(round, outcome));
    }
    Path hand = options.hand();
    if (hand != null && options.threads() == 1) {
      byHand(hand, round);
    }
    out.printf("round %d of %d done, %s%n", round + 1, options.rounds(), Machine.load());
  }

  private void note(int round, Contest.Outcome outcome) {
    switch (outcome) {
      case Contest.Outcome.Timed(Problem problem, Contender contender, Timing timing) -> {
        lines.add(ResultLines.line(problem, contender.name(), options.threads(), timing));
        measurements.add(problem, contender.name(), contender.role(), round, timing);
      }
      case Contest.Outcome.Unknown(Problem problem, Contender contender) ->
          measurements.missing(contender.name(), "no " + problem.op());
      case Contest.Outcome.Failed(Problem problem, Contender contender, String why) -> {
        String what = problem.op() + " " + problem.shape() + " " + contender.name();
        measurements.missing(contender.name(), what + " " + why);
        allRight = false;
      }
    }
  }

  /// The kernels by hand are a program that runs by itself; it checks some of its own results.
  private void byHand(Path program, int round) throws IOException {
    Process process =
        new ProcessBuilder(
                WorkerProcess.pinned(
                    List.of(
                        program.toString(),
                        "--budget",
                        String.format(Locale.ROOT, "%.3f", options.millis() * 1e-3))))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Set<Problem> wanted = Set.copyOf(Problems.of(options.problems()));
    for (ResultLines result : ResultLines.in(process.inputReader().readAllLines())) {
      for (Problem problem : wanted) {
        boolean same = problem.op().equals(result.op()) && problem.shape().equals(result.shape());
        if (same && result.threads() == 1 && result.who().startsWith("hand")) {
          measurements.add(problem, result.who(), Role.BY_HAND, round, result.timing());
        }
      }
    }
  }

  private void report() throws IOException {
    out.println();
    List<Roof> roofs = limits.stream().map(Limits::roof).toList();
    roofs.forEach(r -> out.println("limits of " + r.threads() + " thread(s): " + r));
    Roof found =
        roofs.stream().filter(r -> r.threads() == options.threads()).findFirst().orElse(null);
    if (found == null) {
      out.println("limits of " + options.threads() + " thread(s): not measured");
    }
    if (options.hand() == null) {
      out.println("kernels by hand: not measured, no program named");
    }
    out.println();
    out.println(Table.of(measurements, found));
    Path svg = options.svg();
    if (svg != null && found != null) {
      Files.writeString(svg, Roofline.of(measurements, found, title()));
    }
    Path results = options.results();
    if (results != null) {
      Files.write(results, lines);
    }
  }

  private String title() {
    return Machine.processor() + ", " + options.threads() + " thread(s), f32";
  }
}
