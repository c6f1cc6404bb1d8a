package org.tosc.bench.yardstick;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.bench.peers.Contest;
import org.tosc.bench.peers.Problem;
import org.tosc.bench.peers.Problems;
import org.tosc.bench.peers.Timing;

/// tosc and other libraries on the problems of `bench/run peers`, with so many threads.
final class PeersSource implements Source {
  private static final Set<String> CONTENDERS =
      Set.of(Quantity.OURS, Quantity.JVM, Quantity.ONEDNN, Quantity.OPENBLAS, Quantity.ORT);

  /// What preparing a problem takes besides timing it, mostly.
  private static final double PREPARING = 0.35;

  private final int threads;
  private final double millis;
  private final Map<Problem, Set<String>> wanted = new LinkedHashMap<>();
  private @Nullable Contest contest;

  PeersSource(Collection<Quantity> quantities, int threads, double millis) {
    this.threads = threads;
    this.millis = millis;
    quantities.stream()
        .filter(q -> q.threads() == threads && CONTENDERS.contains(q.who()))
        .forEach(
            q ->
                problem(q)
                    .ifPresent(p -> wanted.computeIfAbsent(p, _ -> new TreeSet<>()).add(q.who())));
  }

  private static Optional<Problem> problem(Quantity quantity) {
    return Problems.find(quantity.op(), quantity.shape());
  }

  @Override
  public boolean measures(Quantity quantity) {
    return wanted.entrySet().stream()
        .flatMap(e -> e.getValue().stream().map(who -> quantity(e.getKey(), who)))
        .anyMatch(mine -> quantity.equals(mine) || quantity.equals(mine.peakBeside()));
  }

  boolean isNeeded() {
    return !wanted.isEmpty();
  }

  @Override
  public String name() {
    return "%d timings of products, rows, attention, convolutions beside their peers, %d thread(s)"
        .formatted(timings(), threads);
  }

  private int timings() {
    return wanted.values().stream().mapToInt(Set::size).sum();
  }

  @Override
  public double seconds() {
    return timings() * (PREPARING + 1.25e-3 * millis);
  }

  @Override
  public void measure(int round, Times times, Consumer<String> now) {
    try {
      if (contest == null) {
        contest =
            new Contest(threads, c -> wanted.values().stream().anyMatch(s -> s.contains(c.name())));
      }
    } catch (IOException fault) {
      wanted.forEach((p, all) -> all.forEach(who -> absent(times, p, who, fault.toString())));
      return;
    }
    Contest started = Objects.requireNonNull(contest);
    wanted.forEach(
        (problem, names) -> {
          now.accept(problem.op() + " " + problem.shape());
          names.forEach(who -> missing(times, problem, who, started));
          started.time(
              problem,
              millis,
              c -> names.contains(c.name()),
              outcome -> note(round, outcome, times));
        });
  }

  private void missing(Times times, Problem problem, String who, Contest started) {
    String version = started.versions().get(who);
    if (version == null) {
      absent(times, problem, who, who + " is not there: the profile `peers` is not built");
    } else if (version.startsWith("failed ")) {
      absent(times, problem, who, who + " " + version);
    }
  }

  private void absent(Times times, Problem problem, String who, String why) {
    Quantity quantity = quantity(problem, who);
    times.absent(quantity, why);
    times.absent(quantity.peakBeside(), why);
  }

  private Quantity quantity(Problem problem, String who) {
    return new Quantity(problem.op(), problem.shape(), who, threads);
  }

  private void note(int round, Contest.Outcome outcome, Times times) {
    Quantity quantity = quantity(outcome.problem(), outcome.contender().name());
    switch (outcome) {
      case Contest.Outcome.Timed(Problem problem, _, Timing timing) -> {
        times.add(quantity, round, timing.bestMicros());
        if (timing.peak() > 0) {
          times.add(quantity.peakBeside(), round, problem.flops() / timing.peak() * 1e-3);
        } else {
          times.absent(quantity.peakBeside(), "no peak was measured beside");
        }
      }
      case Contest.Outcome.Unknown unknown ->
          absent(
              times, unknown.problem(), quantity.who(), quantity.who() + " has no such operation");
      case Contest.Outcome.Failed(Problem problem, _, String why) ->
          absent(times, problem, quantity.who(), quantity.who() + " " + why);
    }
  }

  @Override
  public void close() {
    if (contest != null) {
      contest.close();
    }
  }
}
