package org.tosc.backends.machines.snitch.core;

import org.tosc.backends.machines.snitch.isa.FloatOperation.Unit;

/// The pipelines of the FPU, and which of them gives its result (`fpnew_top.sv`).
///
/// A pipeline moves on as far as there is room in it; one result leaves in a cycle.
final class FloatUnits {
  private static final int MOST = 8;

  private static final Unit[] UNITS = Unit.values();

  private final Pipeline[] pipelines = new Pipeline[UNITS.length];
  private final RoundRobin arbiter = new RoundRobin(pipelines.length, false);
  private int requests;

  /// A bit for each unit in which something is on its way.
  private int busy;

  private int winner = RoundRobin.NOBODY;
  private int tag;
  private long value;

  /// Results on their way.
  private static final class Pipeline {
    final int depth;
    final long[] values = new long[MOST];
    final int[] tags = new int[MOST];

    /// A bit for each stage that holds something.
    int full;

    Pipeline(int depth) {
      this.depth = depth;
    }

    boolean isDone() {
      return (full >>> (depth - 1) & 1) != 0;
    }

    /// Whether the first stage is free at the end of the cycle.
    boolean hasRoom(boolean leaves) {
      return (leaves && isDone()) || full != (1 << depth) - 1;
    }

    void move(boolean leaves) {
      if (full == 0) {
        return;
      }
      if (leaves) {
        full &= ~(1 << (depth - 1));
      }
      for (int stage = depth - 2; stage >= 0; stage--) {
        if ((full >>> stage & 3) == 1) {
          values[stage + 1] = values[stage];
          tags[stage + 1] = tags[stage];
          full += 1 << stage;
        }
      }
    }
  }

  /// @param latencies how many registers each unit has, in the order of [Unit]
  FloatUnits(int... latencies) {
    for (int unit = 0; unit < pipelines.length; unit++) {
      pipelines[unit] = new Pipeline(latencies[unit]);
    }
  }

  /// Begins a cycle: finds out whose result may leave.
  void begin() {
    requests = 0;
    for (int left = busy; left != 0; left &= left - 1) {
      int unit = Integer.numberOfTrailingZeros(left);
      requests |= pipelines[unit].isDone() ? 1 << unit : 0;
    }
    winner = arbiter.pick(requests);
    if (winner != RoundRobin.NOBODY) {
      Pipeline pipeline = pipelines[winner];
      tag = pipeline.tags[pipeline.depth - 1];
      value = pipeline.values[pipeline.depth - 1];
    }
  }

  /// Whether there is a result.
  boolean hasResult() {
    return winner != RoundRobin.NOBODY;
  }

  /// The unit whose result may leave.
  Unit unit() {
    return UNITS[winner];
  }

  /// The result that may leave.
  long value() {
    return value;
  }

  /// What was passed with it.
  int tag() {
    return tag;
  }

  /// Whether a unit takes an operation in this cycle.
  ///
  /// @param leaves whether the result that may leave does
  boolean hasRoom(Unit unit, boolean leaves) {
    return pipelines[unit.number()].hasRoom(leaves && unit.number() == winner);
  }

  /// Moves all results on.
  void move(boolean leaves) {
    for (int left = busy; left != 0; left &= left - 1) {
      int unit = Integer.numberOfTrailingZeros(left);
      Pipeline pipeline = pipelines[unit];
      pipeline.move(leaves && unit == winner);
      busy ^= pipeline.full == 0 ? 1 << unit : 0;
    }
    arbiter.end(requests, leaves || requests == 0);
  }

  /// Puts a result into the first stage, after [#move].
  void issue(Unit unit, long value, int tag) {
    Pipeline pipeline = pipelines[unit.number()];
    pipeline.values[0] = value;
    pipeline.tags[0] = tag;
    pipeline.full |= 1;
    busy |= 1 << unit.number();
  }

  boolean isEmpty() {
    return busy == 0;
  }
}
