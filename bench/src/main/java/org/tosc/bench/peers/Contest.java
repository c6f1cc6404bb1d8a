package org.tosc.bench.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Contenders that solve problems in turn, each in a process of its own. Who fails at a problem, or
/// is wrong, is not asked again.
public final class Contest implements AutoCloseable {
  private final int threads;
  private final Map<String, String> versions = new LinkedHashMap<>();
  private final List<PeerProcess> processes = new ArrayList<>();
  private final Set<String> skipped = new HashSet<>();
  private int turn;

  /// What became of one problem in the hands of one contender.
  public sealed interface Outcome {
    Problem problem();

    Contender contender();

    /// It took so long.
    record Timed(Problem problem, Contender contender, Timing timing) implements Outcome {}

    /// It has no such operation.
    record Unknown(Problem problem, Contender contender) implements Outcome {}

    /// It went wrong, or gave a wrong result.
    record Failed(Problem problem, Contender contender, String why) implements Outcome {}
  }

  /// Starts the processes of all contenders that are wanted.
  public Contest(int threads, Predicate<Contender> wanted) throws IOException {
    this.threads = threads;
    for (Contender contender : Contenders.all()) {
      if (wanted.test(contender)) {
        start(contender);
      }
    }
  }

  private void start(Contender contender) throws IOException {
    PeerProcess process = new PeerProcess(contender, threads);
    String version = process.version();
    versions.put(contender.name(), version);
    if (version.startsWith("failed ")) {
      process.close();
    } else {
      processes.add(process);
    }
  }

  /// By contender, its version, or `failed` and why.
  public Map<String, String> versions() {
    return versions;
  }

  /// Times a problem for `millis` with every contender that is wanted; the first of them is another
  /// one each time.
  public void time(
      Problem problem, double millis, Predicate<Contender> wanted, Consumer<Outcome> outcomes) {
    for (int i = 0; i < processes.size(); i++) {
      PeerProcess process = processes.get((i + turn) % processes.size());
      if (wanted.test(process.contender()) && !skipped.contains(key(problem, process))) {
        outcomes.accept(time(problem, millis, process));
      }
    }
    turn++;
  }

  private static String key(Problem problem, PeerProcess process) {
    return problem.op() + " " + problem.shape() + " " + process.contender().name();
  }

  private Outcome time(Problem problem, double millis, PeerProcess process) {
    Contender contender = process.contender();
    String why = process.prepare(problem);
    if (!why.isEmpty()) {
      skipped.add(key(problem, process));
      return why.equals(PeerProcess.UNKNOWN)
          ? new Outcome.Unknown(problem, contender)
          : new Outcome.Failed(problem, contender, why);
    }
    Timing timing = process.time(millis);
    return new Outcome.Timed(problem, contender, timing);
  }

  @Override
  public void close() {
    processes.forEach(PeerProcess::close);
  }
}
