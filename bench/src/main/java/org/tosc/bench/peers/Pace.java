package org.tosc.bench.peers;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// The peak of fused multiply-adds between the samples of a timing. The clock of a processor goes
/// in steps (3.4 to 3.6 GHz within a minute where this was written, 100 MHz each, while nothing but
/// multiply-adds ran): a share of a peak that was measured in another minute says more about the
/// clock than about the code.
final class Pace {
  /// Some 70 µs, on registers alone: caches stay as they are.
  private static final long ROUNDS = 40_000;

  private static final long PAUSE_NANOS = 1_000_000;

  /// Calls until the way into the loop is compiled; interpreted it takes as long as the loop.
  private static final int WARM = 20_000;

  private final MethodHandle fma = MachineCode.fma();
  private double best;
  private long next;

  private Pace() {}

  /// The pace of the thread that asks; null where the processor has no AVX-512.
  static @Nullable Pace find() throws IOException {
    if (!MachineCode.runsHere()) {
      return null;
    }
    Pace pace = new Pace();
    for (int i = 0; i < WARM; i++) {
      pace.rate(1);
    }
    return pace;
  }

  /// Begins another timing.
  void restart() {
    best = 0;
    next = System.nanoTime();
  }

  /// Between two samples: measures where the last time is a while ago.
  void between() {
    if (System.nanoTime() >= next) {
      best = Math.max(best, rate(ROUNDS));
      next = System.nanoTime() + PAUSE_NANOS;
    }
  }

  private double rate(long rounds) {
    long start = System.nanoTime();
    MachineCode.run(() -> spin(rounds));
    return MachineCode.operations(rounds) / (System.nanoTime() - start);
  }

  /// A statement, so that the call gives nothing: in a lambda's expression it would give an object.
  private void spin(long rounds) throws Throwable {
    fma.invokeExact(rounds);
  }

  /// The best of this timing, in GFLOP/s.
  double best() {
    return best;
  }
}
