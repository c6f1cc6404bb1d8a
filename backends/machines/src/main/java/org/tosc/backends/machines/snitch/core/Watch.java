package org.tosc.backends.machines.snitch.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds programs that hang: a core that has work and gets nothing done for longer than any unit
/// takes, or a barrier at which cores wait while none of the others does anything.
///
/// It looks once in a number of cycles, so it costs nothing. A core that sleeps, or stays in a loop
/// of one jump, has come to its end and does not hang; one that goes round in another loop may
/// still get somewhere.
final class Watch {
  /// Cycles of the slowest unit of a core, the divider, and of a bank that all ports want.
  private static final int SLOWEST = 64;

  /// How many accesses may be on their way before one.
  private static final int QUEUED = 16;

  private final List<Core> cores;
  private final @Nullable DmaEngine engine;
  private final long[] before;
  private final int mask;
  private long dmaBefore = -1;

  Watch(Configuration configuration, List<Core> cores, @Nullable DmaEngine engine) {
    this.cores = cores;
    this.engine = engine;
    before = new long[cores.size()];
    int longest = configuration.dramCycles() + configuration.instructionMissCycles() + SLOWEST;
    mask = Integer.highestOneBit(longest * QUEUED) * 2 - 1;
  }

  /// Looks, if it is time to.
  void cycle(long cycle) {
    if ((cycle & mask) == 0) {
      look();
    }
  }

  private void look() {
    boolean isStill = !progresses();
    List<Core> atBarrier = new ArrayList<>();
    for (int i = 0; i < cores.size(); i++) {
      Core core = cores.get(i);
      long now = core.progress();
      boolean waits = before[i] == now;
      before[i] = now;
      isStill &= waits;
      if (waits && isStuck(core)) {
        throw new Diagnosis(core).hang().on(core.hart());
      }
      if (core.integer().isAtBarrier()) {
        atBarrier.add(core);
      }
    }
    if (isStill && !atBarrier.isEmpty()) {
      throw barrier(atBarrier);
    }
  }

  /// Whether the DMA engine has done anything.
  private boolean progresses() {
    if (engine == null) {
      return false;
    }
    DmaCounts counts = engine.counts();
    long now = counts.readBeats() + counts.writeBeats() + counts.transfers();
    boolean moved = now != dmaBefore;
    dmaBefore = now;
    return moved;
  }

  private static boolean isStuck(Core core) {
    Stall stall = core.integer().stall();
    if (stall == null) {
      return core.isWorking();
    }
    return switch (stall) {
      case FETCH, OPERAND, OFFLOAD, MEMORY, FENCE -> true;
      case BARRIER, SLEEP, TRAP -> core.isWorking();
    };
  }

  private Misuse barrier(List<Core> waiting) {
    StringBuilder there = new StringBuilder();
    StringBuilder missing = new StringBuilder();
    for (Core core : cores) {
      StringBuilder list = waiting.contains(core) ? there : missing;
      list.append(list.isEmpty() ? "" : ", ").append(core.hart());
      if (list == missing) {
        String does = core.integer().isSleeping() ? "sleeps" : "stays";
        list.append(String.format(" (%s at 0x%08x)", does, core.integer().pc()));
      }
    }
    Core first = waiting.getFirst();
    // The instruction after the barrier is the next one.
    int pc = first.integer().pc() - Integer.BYTES;
    return new Misuse(
            Misuse.Kind.BARRIER,
            pc,
            "cores "
                + there
                + " wait at a barrier that never comes to an end; not there: "
                + missing)
        .on(first.hart());
  }
}
