package org.tosc.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.tosc.rt.team.Team;

/// What it costs to give parts to a second thread that spins, beside a ball that two threads throw
/// to each other, which is what the machine takes for two cache lines.
///
/// Of empty parts the caller does all, since nobody waits for a helper that has not begun. So fork
/// and join are what two parts of a microsecond, on two threads, take longer than one of them.
final class ForkJoin {
  /// Steps of a computation that nothing can shorten, about a microsecond.
  private static final int STEPS = 700;

  /// Nanoseconds between calls after which a helper sleeps.
  private static final long PAUSE = 1_000_000;

  private static final int WAKES = 500;

  private ForkJoin() {}

  static void print(PrintStream out, long clock) throws Exception {
    CallTimes.head(out, "two threads");
    ball(out, clock);
    Team team = new Team(2);
    CallTimes.of(() -> run(team, (_, _) -> {}), clock).print(out, "two empty parts");
    Part[] parts = {new Part(), new Part()};
    CallTimes one = CallTimes.of(() -> parts[0].run(), clock);
    one.print(out, "a part alone");
    Team.Work work = (part, _) -> parts[part].run();
    CallTimes both = CallTimes.of(() -> run(team, work), clock);
    both.print(out, "two parts on two threads");
    both.minus(one).print(out, "that is, fork and join");
    out.printf(
        "%-34s %9s %9.0f%n", "the same, asleep before", "", asleep(team, work) - one.middle());
  }

  /// Fork and join of two parts, beyond one of them.
  static CallTimes of(long clock) {
    Part[] parts = {new Part(), new Part()};
    Team team = new Team(2);
    CallTimes one = CallTimes.of(() -> parts[0].run(), clock);
    CallTimes both = CallTimes.of(() -> run(team, (part, _) -> parts[part].run()), clock);
    return both.minus(one);
  }

  private static void run(Team team, Team.Work work) {
    try {
      team.run(2, work);
    } catch (Throwable fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static void ball(PrintStream out, long clock) throws InterruptedException {
    Ball ball = new Ball();
    Thread other = Thread.ofPlatform().daemon().start(ball::answer);
    CallTimes.of(ball::serve, clock).print(out, "a ball, there and back");
    ball.isOver = true;
    other.join();
  }

  /// The median time of calls so far apart that the other thread has to be woken.
  private static double asleep(Team team, Team.Work work) {
    double[] times = new double[WAKES];
    for (int i = 0; i < WAKES; i++) {
      LockSupport.parkNanos(PAUSE);
      long start = System.nanoTime();
      run(team, work);
      times[i] = System.nanoTime() - start;
    }
    Arrays.sort(times);
    return times[WAKES / 2];
  }

  /// Computes (G. Marsaglia, "Xorshift RNGs", 2003), on cache lines of its own.
  private static final class Part {
    private static final int MIDDLE = 16;

    private final long[] at = new long[2 * MIDDLE];

    void run() {
      long x = at[MIDDLE] + 1;
      for (int i = 0; i < STEPS; i++) {
        x ^= x << 13;
        x ^= x >>> 7;
        x ^= x << 17;
      }
      at[MIDDLE] = x;
    }
  }

  /// What two threads throw.
  private static final class Ball {
    private volatile boolean isOver;
    private volatile int at;

    void serve() {
      at = 1;
      while (at != 0) {
        Thread.onSpinWait();
      }
    }

    void answer() {
      while (!isOver) {
        if (at == 1) {
          at = 0;
        }
        Thread.onSpinWait();
      }
    }
  }
}
