package org.tosc.driver.measure;

import java.util.ArrayList;
import java.util.List;

/// Times a body: first until its time is steady, because the JIT compiles what runs often, then in
/// samples that are long enough for the clock.
///
/// @param steady the share by which the later half of the rounds may be faster than the earlier
public record Sampler(Clock clock, Limits limits, double steady) {
  /// How long it may take.
  ///
  /// @param round nanoseconds of one round of the warm-up
  /// @param shortest of all of it, at least: the JIT compiles aside, and the first rounds may be as
  ///   slow as each other
  /// @param warmest of all of it, at most
  /// @param sample nanoseconds that a sample takes at least
  /// @param all of all samples; five are taken in any case
  public record Limits(long round, long shortest, long warmest, long sample, long all) {
    /// For many bodies that are compiled one after the other.
    public static final Limits BRIEF =
        new Limits(5_000_000, 500_000_000, 3_000_000_000L, 200_000, 200_000_000);

    public static final Limits USUAL =
        new Limits(20_000_000, 600_000_000, 5_000_000_000L, 200_000, 600_000_000);
  }

  private static final int FEWEST = 5;
  private static final int MOST = 4000;
  private static final int MOST_BATCH = 1_000_000;

  public static Sampler usual() {
    return new Sampler(Clock.SYSTEM, Limits.USUAL, 0.03);
  }

  /// Warms up and takes samples.
  ///
  /// @param fast what a call takes at most, in nanoseconds, once it is surely compiled
  public Samples measure(Runnable body, double fast) {
    double one = warm(body, fast);
    int batch = (int) Math.clamp(Math.ceil(limits.sample() / Math.max(one, 1)), 1, MOST_BATCH);
    List<Double> samples = new ArrayList<>();
    long end = clock.nanos() + limits.all();
    while (samples.size() < FEWEST || (samples.size() < MOST && clock.nanos() < end)) {
      samples.add(nanos(body, batch));
    }
    return new Samples(samples, batch);
  }

  /// Runs until it is steady, and fast if there is time; gives the time of one call.
  public double warm(Runnable body, double fast) {
    long start = clock.nanos();
    List<Double> rounds = new ArrayList<>();
    while (true) {
      rounds.add(round(body));
      long now = clock.nanos();
      double before = least(rounds.subList(0, rounds.size() / 2));
      double after = least(rounds.subList(rounds.size() / 2, rounds.size()));
      boolean isSteady =
          now - start >= limits.shortest() && after >= before * (1 - steady) && after <= fast;
      if (isSteady || now - start >= limits.warmest()) {
        return after;
      }
    }
  }

  private static double least(List<Double> rounds) {
    return rounds.stream().mapToDouble(d -> d).min().orElse(Double.MAX_VALUE);
  }

  /// The mean time of the calls of one round.
  private double round(Runnable body) {
    long start = clock.nanos();
    long end = start + limits.round();
    int calls = 0;
    long now;
    do {
      body.run();
      calls++;
      now = clock.nanos();
    } while (now < end);
    return (double) (now - start) / calls;
  }

  /// The mean time of some calls.
  public double nanos(Runnable body, int calls) {
    long start = clock.nanos();
    for (int i = 0; i < calls; i++) {
      body.run();
    }
    return (double) (clock.nanos() - start) / calls;
  }
}
