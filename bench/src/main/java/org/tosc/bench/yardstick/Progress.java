package org.tosc.bench.yardstick;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/// What is told to who waits: every few seconds what is being measured, and after each round how
/// long the others will take.
final class Progress {
  private static final double PAUSE = 5;

  private final PrintStream out;
  private final int rounds;
  private final LongSupplier clock;
  private final long start;
  private int done;
  private double next;

  /// @param clock nanoseconds
  Progress(PrintStream out, int rounds, LongSupplier clock) {
    this.out = out;
    this.rounds = rounds;
    this.clock = clock;
    this.start = clock.getAsLong();
  }

  private double seconds() {
    return (clock.getAsLong() - start) * 1e-9;
  }

  void now(String what) {
    double seconds = seconds();
    if (seconds >= next) {
      out.printf("%5.0f s, round %d of %d: %s%n", seconds, done + 1, rounds, what);
      next = seconds + PAUSE;
    }
  }

  /// A round is.
  void done(String load) {
    done++;
    double seconds = seconds();
    out.printf(
        "%5.0f s, round %d of %d done, at most %.0f s to go, %s%n",
        seconds, done, rounds, seconds / done * (rounds - done), load);
  }
}
