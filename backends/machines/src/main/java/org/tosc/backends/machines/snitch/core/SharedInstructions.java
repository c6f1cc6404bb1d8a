package org.tosc.backends.machines.snitch.core;

import java.util.Arrays;

/// The instruction cache that the cores of a cluster share: which lines are in it decides how long
/// one takes (`snitch_icache.sv`).
final class SharedInstructions {
  private static final int WAYS = 2;
  private static final int LINE_BITS = 6;

  private boolean prefetches = true;
  private final int sets;
  private final int hitCycles;
  private final int missCycles;

  /// Lines by set, the one that was used last first.
  private final int[][] lines;

  /// When each of them came, or will come.
  private final long[][] arrivals;

  /// The next cycle in which a request is looked up.
  private long free;

  SharedInstructions(Configuration configuration) {
    sets = configuration.instructionBytes() >> (LINE_BITS + 1);
    hitCycles = configuration.instructionCycles();
    missCycles = configuration.instructionMissCycles();
    lines = new int[sets][WAYS];
    arrivals = new long[sets][WAYS];
    for (int[] set : lines) {
      Arrays.fill(set, -1);
    }
  }

  /// Whether lines are fetched ahead.
  boolean prefetches() {
    return prefetches;
  }

  /// Lets lines be fetched ahead, or not.
  void setPrefetching(boolean on) {
    prefetches = on;
  }

  /// When a line that is requested in a cycle has come to its core. One request is looked up in a
  /// cycle; a line that is already on its way for another core comes when that one comes.
  long arrival(int line, long cycle) {
    long served = Math.max(cycle, free);
    free = served + 1;
    int number = line & sets - 1;
    int[] set = lines[number];
    long[] come = arrivals[number];
    if (set[0] == line) {
      return Math.max(served + hitCycles, come[0]);
    }
    boolean hit = set[1] == line;
    long arrival = hit ? Math.max(served + hitCycles, come[1]) : served + hitCycles + missCycles;
    set[1] = set[0];
    come[1] = come[0];
    set[0] = line;
    come[0] = arrival;
    return arrival;
  }
}
