package org.tosc.backends.machines.snitch.core;

import java.util.Arrays;

/// The instruction cache that the cores of a cluster share: which lines are in it decides how long
/// one takes (`snitch_icache.sv`).
final class SharedInstructions {
  private static final int WAYS = 2;
  private static final int LINE_BITS = 6;

  private final int sets;
  private final int hitCycles;
  private final int missCycles;

  /// Lines by set, the one that was used last first.
  private final int[][] lines;

  SharedInstructions(Configuration configuration) {
    sets = configuration.instructionBytes() >> (LINE_BITS + 1);
    hitCycles = configuration.instructionCycles();
    missCycles = configuration.instructionMissCycles();
    lines = new int[sets][WAYS];
    for (int[] set : lines) {
      Arrays.fill(set, -1);
    }
  }

  /// How long a line takes from its request to its arrival.
  int latency(int line) {
    int[] set = lines[line & sets - 1];
    if (set[0] == line) {
      return hitCycles;
    }
    boolean hit = set[1] == line;
    set[1] = set[0];
    set[0] = line;
    return hit ? hitCycles : hitCycles + missCycles;
  }
}
