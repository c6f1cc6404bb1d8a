package org.tosc.bench;

import java.io.PrintStream;
import java.util.Arrays;

/// What a call takes, in nanoseconds.
///
/// @param best of one call among rounds of many
/// @param middle of single calls, of which half take no more
/// @param late of single calls, of which 99 % take no more
record CallTimes(double best, double middle, double late) {
  private static final int ROUNDS = 400;
  private static final int CALLS = 20_000;
  private static final int SINGLE = 200_000;

  /// Nanoseconds after which what a busy machine makes slow is left alone, for each of both.
  private static final long ENOUGH = 3_000_000_000L;

  private static final int FEW = 1000;

  /// @param clock what two looks at the clock take by themselves
  static CallTimes of(Runnable call, long clock) {
    double best = Double.MAX_VALUE;
    long end = System.nanoTime() + ENOUGH;
    int calls = FEW;
    for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        call.run();
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) calls);
      calls = Math.min(CALLS, 2 * calls);
    }
    return single(best, call, clock);
  }

  private static CallTimes single(double best, Runnable call, long clock) {
    long[] times = new long[SINGLE];
    long end = System.nanoTime() + ENOUGH;
    int done = 0;
    for (long now = 0; done < SINGLE && now < end; done++) {
      long start = System.nanoTime();
      call.run();
      now = System.nanoTime();
      times[done] = now - start;
    }
    Arrays.sort(times, 0, done);
    return new CallTimes(best, times[done / 2] - clock, times[done / 100 * 99] - clock);
  }

  /// What two looks at the clock are apart, mostly.
  static long clock() {
    CallTimes nothing = new CallTimes(0, 0, 0);
    for (int round = 0; round < 5; round++) {
      nothing = single(0, () -> {}, 0);
    }
    return (long) nothing.middle;
  }

  /// What it takes longer than the median of another call.
  CallTimes minus(CallTimes other) {
    return new CallTimes(best - other.best, middle - other.middle, late - other.middle);
  }

  static void head(PrintStream out, String what) {
    out.printf("%-34s %9s %9s %9s%n", what, "best", "p50", "p99");
  }

  void print(PrintStream out, String what) {
    out.printf("%-34s %9.1f %9.0f %9.0f%n", what, best, middle, late);
  }
}
