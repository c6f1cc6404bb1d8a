package org.tosc.rt.team;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// Crews that are idle. The one that was given back last is the next to be taken: its helpers spin
/// still.
final class Crews {
  /// Nanoseconds that a helper spins before it parks: longer than a program takes from one kernel
  /// that threads share to the next. Kernels below 50 µs stand between, and two parts of 30 µs take
  /// as long as one thread does for both when a helper has to be woken.
  private static final long SPIN_NANOS = 200_000;

  /// Nanoseconds that it is parked before it ends.
  private static final long IDLE_NANOS = 5_000_000_000L;

  /// Crews that are kept: as many as compute at the same time, and a machine has seldom more
  /// processors than this. Helpers of others end by themselves.
  private static final int MOST = 64;

  static final Crews OF_THIS_PROCESS = new Crews(SPIN_NANOS, IDLE_NANOS);

  private final long spinNanos;
  private final long idleNanos;
  private final AtomicReferenceArray<Crew> idle = new AtomicReferenceArray<>(MOST);

  Crews(long spinNanos, long idleNanos) {
    this.spinNanos = spinNanos;
    this.idleNanos = idleNanos;
  }

  /// One that nobody else has.
  Crew take() {
    for (int i = 0; i < MOST; i++) {
      // A look costs less than an exchange, which takes the cache line from who else looks.
      Crew crew = idle.get(i) == null ? null : idle.getAndSet(i, null);
      if (crew != null) {
        return crew;
      }
    }
    return new Crew(spinNanos, idleNanos);
  }

  void give(Crew crew) {
    for (int i = 0; i < MOST; i++) {
      if (idle.get(i) == null && idle.compareAndSet(i, null, crew)) {
        return;
      }
    }
  }
}
