package org.tosc.bench.peers;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
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
  private final Set<String> skipped = new HashSet<>();
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
    List<PeerProcess> processes = new ArrayList<>();
    try {
      for (Contender contender : Contenders.all()) {
        start(contender, processes);
      }
      for (int round = 0; round < options.rounds(); round++) {
        round(round, processes);
      }
    } finally {
      processes.forEach(PeerProcess::close);
    }
    report();
  }

  private void start(Contender contender, List<PeerProcess> processes) throws IOException {
    if (options.without().contains(contender.name())) {
      return;
    }
    PeerProcess process = new PeerProcess(contender, options.threads());
    String version = process.ask("version");
    out.println(contender.name() + ": " + version);
    if (version.startsWith("failed ")) {
      process.close();
    } else {
      processes.add(process);
    }
  }

  private void round(int round, List<PeerProcess> processes) throws IOException {
    limits.forEach(Limits::measure);
    int turn = round;
    for (Problem problem : Problems.of(options.problems())) {
      for (int i = 0; i < processes.size(); i++) {
        time(problem, processes.get((i + turn) % processes.size()), round);
      }
      turn++;
    }
    Path hand = options.hand();
    if (hand != null && options.threads() == 1) {
      byHand(hand, round);
    }
    out.printf("round %d of %d done, %s%n", round + 1, options.rounds(), Machine.load());
  }

  private void time(Problem problem, PeerProcess process, int round) {
    Contender contender = process.contender();
    String key = problem.op() + " " + problem.shape() + " " + contender.name();
    if (skipped.contains(key)) {
      return;
    }
    String why = process.prepare(problem);
    if (!why.isEmpty()) {
      skipped.add(key);
      boolean absent = why.equals("no such operation");
      measurements.missing(contender.name(), absent ? "no " + problem.op() : key + " " + why);
      allRight &= absent;
      return;
    }
    Timing timing = process.time(options.millis());
    process.ask("drop");
    lines.add(ResultLines.line(problem, contender.name(), options.threads(), timing));
    measurements.add(problem, contender.name(), contender.role(), round, timing);
  }

  /// The kernels by hand are a program that runs by itself; it checks some of its own results.
  private void byHand(Path program, int round) throws IOException {
    Process process =
        new ProcessBuilder(
                PeerProcess.pinned(
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
