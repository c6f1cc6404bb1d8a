package org.tosc.backends.machines.snitch.core;

import java.util.Arrays;
import org.tosc.backends.machines.snitch.isa.Layout;

/// The instructions next to a core: eight lines of sixteen instructions, filled from the cache that
/// all cores share (`snitch_icache_l0.sv` of pulp-platform/cluster_icache).
///
/// While a line is executed, the line that will probably follow is fetched: where the first branch
/// backwards or `jal` from here on leads to, or the next one. One line is on its way at a time.
final class InstructionCache {
  private static final int LINES = 8;
  private static final int LINE_BITS = 6;
  private static final int WORDS = 1 << (LINE_BITS - 2);
  private static final int NO_LINE = -1;

  // Opcodes that are looked at.
  private static final int BRANCH = 0x63;
  private static final int JAL = 0x6F;
  private static final int OPCODE = 0x7F;

  private final Memory memory;
  private final SharedInstructions shared;

  /// Which line of memory is where, valid or on its way.
  private final int[] tags = new int[LINES];

  private final boolean[] valid = new boolean[LINES];

  /// For each word of a line, which line will probably follow.
  private final int[][] followers = new int[LINES][WORDS];

  private int victim;

  /// Where a line was found before: likely again.
  private int lastFound;

  private int lastFollower;

  /// Where the line that is on its way goes.
  private int filling;

  private boolean pending;
  private long arrival = Long.MAX_VALUE;

  /// A line that is to be requested in the next cycle.
  private boolean prefetches;

  private int prefetched;
  private boolean lastMissed;
  private boolean lastLatched;

  InstructionCache(Memory memory, SharedInstructions shared) {
    this.memory = memory;
    this.shared = shared;
  }

  /// One cycle.
  ///
  /// @param asks whether the core wants an instruction
  /// @return whether it is there
  boolean cycle(long cycle, int pc, boolean asks) {
    int line = pc >>> LINE_BITS;
    int hit = find(line);
    boolean misses = hit == NO_LINE && asks && !pending;
    int follower = hit == NO_LINE ? line : followers[hit][pc >>> 2 & WORDS - 1];
    boolean wants = hit != NO_LINE && !pending && !prefetches && shared.prefetches();
    boolean latches = wants && !holds(follower);
    boolean arrives = pending && arrival == cycle;
    boolean starts = false;
    if (misses) {
      arrival = shared.arrival(line, cycle);
      starts = true;
    } else if (prefetches) {
      arrival = shared.arrival(prefetched, cycle);
      prefetches = false;
    }
    if (arrives) {
      fill();
    }
    if ((misses && !lastMissed) || (latches && !lastLatched)) {
      evict(latches ? follower : line, hit);
    }
    if (latches) {
      prefetches = true;
      prefetched = follower;
    }
    pending = pending ? !arrives : starts || latches;
    lastMissed = misses;
    lastLatched = latches;
    return hit != NO_LINE;
  }

  /// Whether nothing is on its way, so that nothing changes while the core asks for nothing.
  boolean isSettled() {
    return !pending && !prefetches && !lastLatched && !lastMissed;
  }

  private int find(int line) {
    if (tags[lastFound] == line && valid[lastFound]) {
      return lastFound;
    }
    int place = search(line);
    lastFound = place == NO_LINE ? lastFound : place;
    return place;
  }

  /// Whether the line that will probably follow is there.
  private boolean holds(int line) {
    if (tags[lastFollower] == line && valid[lastFollower]) {
      return true;
    }
    int place = search(line);
    lastFollower = place == NO_LINE ? lastFollower : place;
    return place != NO_LINE;
  }

  private int search(int line) {
    for (int i = 0; i < LINES; i++) {
      if (tags[i] == line && valid[i]) {
        return i;
      }
    }
    return NO_LINE;
  }

  private void evict(int line, int executed) {
    int place = victim;
    victim = victim + 1 & LINES - 1;
    if (place == executed) {
      place = victim;
      victim = victim + 1 & LINES - 1;
    }
    tags[place] = line;
    valid[place] = false;
    filling = place;
  }

  private void fill() {
    valid[filling] = true;
    arrival = Long.MAX_VALUE;
    int line = tags[filling];
    int follower = line + 1;
    for (int word = WORDS - 1; word >= 0; word--) {
      int address = (line << LINE_BITS) + word * Integer.BYTES;
      int instruction = memory.instruction(address);
      follower = follower(instruction, address, follower);
      followers[filling][word] = follower;
    }
  }

  private static int follower(int instruction, int address, int otherwise) {
    int opcode = instruction & OPCODE;
    if (opcode == JAL) {
      return (address + Layout.J.immediate(instruction)) >>> LINE_BITS;
    }
    boolean isBackwards = opcode == BRANCH && instruction < 0;
    return isBackwards ? (address + Layout.B.immediate(instruction)) >>> LINE_BITS : otherwise;
  }

  /// Forgets everything: `fence.i`.
  void flush() {
    Arrays.fill(valid, false);
  }
}
