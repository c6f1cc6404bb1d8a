package org.tosc.backends.machines.gpu.tile;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What programs know of each other: who takes a value by an atomic operation that acquires knows
/// all that was done before by whoever released it there (vector clocks; Flanagan and Freund,
/// "FastTrack", PLDI 2009).
final class Clocks {
  private final Map<Long, int[]> published = new HashMap<>();
  private final int programs;

  Clocks(int programs) {
    this.programs = programs;
  }

  /// What was released at any of some addresses, and what `own` knows already.
  int @Nullable [] acquired(long[] addresses, int @Nullable [] own) {
    int[] all = own;
    int[] last = null;
    for (long address : addresses) {
      int[] clock = published.get(address);
      if (clock != null && clock != last) {
        all = latest(all, clock);
        last = clock;
      }
    }
    return all;
  }

  /// Releases what a program has done `releases` times.
  void release(long[] addresses, int @Nullable [] own, int program, int releases) {
    int[] clock = own == null ? new int[programs] : own.clone();
    clock[program] = releases;
    int[] all = acquired(addresses, clock);
    for (long address : addresses) {
      published.put(address, all == null ? clock : all);
    }
  }

  private static int[] latest(int @Nullable [] a, int[] b) {
    if (a == null) {
      return b;
    }
    int[] latest = a.clone();
    for (int i = 0; i < latest.length; i++) {
      latest[i] = Math.max(latest[i], b[i]);
    }
    return latest;
  }
}
