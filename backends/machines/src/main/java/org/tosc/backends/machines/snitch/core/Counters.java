package org.tosc.backends.machines.snitch.core;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a core has done since it began.
final class Counters {
  private static final Stall[] STALLS = Stall.values();
  private static final FloatStall[] FLOAT_STALLS = FloatStall.values();

  /// Instructions that the integer core issued, those that it offloaded included.
  long issues;

  /// Of those, jumps to themselves: nothing goes on.
  long parked;

  /// Of the issues, the ones that the FPU's subsystem was given.
  long offloads;

  /// Instructions that the FPU's subsystem issued: repeated ones each time, loads and stores too.
  long floatIssues;

  /// Of those, the ones that went into a unit of the FPU.
  long fpuIssues;

  /// Of those, scalar multiplications with addition.
  long multiplyAddIssues;

  /// Loads and stores that the cluster's memory served, and cycles in which one was not.
  long accesses;

  long accessConflicts;

  final long[] active = new long[Core.PORTS];
  final long[] elements = new long[Core.PORTS];
  final long[] conflicts = new long[Core.PORTS];

  private final long[] stalls = new long[STALLS.length];
  private final long[] floatStalls = new long[FLOAT_STALLS.length];

  void stall(Stall cause) {
    stalls[cause.number()]++;
  }

  void stall(FloatStall cause) {
    floatStalls[cause.number()]++;
  }

  Counts counts(long cycles) {
    Map<Stall, Long> byCause = new EnumMap<>(Stall.class);
    for (Stall cause : STALLS) {
      byCause.put(cause, stalls[cause.number()]);
    }
    Map<FloatStall, Long> byFloatCause = new EnumMap<>(FloatStall.class);
    for (FloatStall cause : FLOAT_STALLS) {
      byFloatCause.put(cause, floatStalls[cause.number()]);
    }
    List<StreamCounts> streams = new ArrayList<>();
    for (int i = 0; i < active.length; i++) {
      streams.add(new StreamCounts(active[i], elements[i], conflicts[i]));
    }
    return new Counts(
        cycles,
        issues,
        offloads,
        floatIssues,
        fpuIssues,
        multiplyAddIssues,
        byCause,
        byFloatCause,
        accesses,
        accessConflicts,
        streams);
  }
}
