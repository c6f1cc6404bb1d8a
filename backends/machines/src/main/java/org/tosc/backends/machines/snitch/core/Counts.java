package org.tosc.backends.machines.snitch.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a core has done up to a cycle. In each cycle the integer core either issued or stalled, so
/// did the FPU: issues and stalls together are the cycles.
///
/// @param issues instructions that the integer core issued, those that it offloaded included
/// @param offloads of those, the ones that the FPU's subsystem was given, `frep.o` included
/// @param floatIssues what the FPU's subsystem issued: repeated instructions each time, loads and
///   stores too
/// @param fpuIssues of those, the ones that went into a unit of the FPU
/// @param multiplyAddIssues of those, scalar multiplications with addition
/// @param stalls cycles without an issue of the integer core, by their cause
/// @param floatStalls cycles without an issue of the FPU's subsystem, by their cause
/// @param accesses loads and stores that the cluster's memory served
/// @param accessConflicts cycles in which one of them was not granted
/// @param streams what each stream did
public record Counts(
    long cycles,
    long issues,
    long offloads,
    long floatIssues,
    long fpuIssues,
    long multiplyAddIssues,
    Map<Stall, Long> stalls,
    Map<FloatStall, Long> floatStalls,
    long accesses,
    long accessConflicts,
    List<StreamCounts> streams) {
  public Counts {
    stalls = Collections.unmodifiableMap(new EnumMap<>(stalls));
    floatStalls = Collections.unmodifiableMap(new EnumMap<>(floatStalls));
    streams = List.copyOf(streams);
  }

  /// Instructions that the integer core executed itself, or gave to another unit than the FPU.
  public long integerIssues() {
    return issues - offloads;
  }

  /// The same without what a caller did around a call.
  ///
  /// @param integers instructions of the integer core
  /// @param floats instructions of the FPU
  public Counts without(int integers, int floats, long region) {
    return new Counts(
        region,
        issues - integers - floats,
        offloads - floats,
        floatIssues - floats,
        fpuIssues - floats,
        multiplyAddIssues,
        stalls,
        offered(floatIssues - floats, region),
        accesses,
        accessConflicts,
        streams);
  }

  /// The FPU's stalls in a region: where nothing else kept it, nothing was offered. What is counted
  /// began some cycles before the region and ended after it.
  private Map<FloatStall, Long> offered(long issued, long region) {
    Map<FloatStall, Long> inside = new EnumMap<>(floatStalls);
    inside.put(FloatStall.NOTHING, 0L);
    long others = inside.values().stream().mapToLong(n -> n).sum();
    inside.put(FloatStall.NOTHING, Math.max(0, region - issued - others));
    return inside;
  }

  /// What was done since an earlier time.
  public Counts since(Counts before) {
    List<StreamCounts> streamsSince = new ArrayList<>();
    for (int i = 0; i < streams.size(); i++) {
      streamsSince.add(streams.get(i).since(before.streams.get(i)));
    }
    return new Counts(
        cycles - before.cycles,
        issues - before.issues,
        offloads - before.offloads,
        floatIssues - before.floatIssues,
        fpuIssues - before.fpuIssues,
        multiplyAddIssues - before.multiplyAddIssues,
        difference(stalls, before.stalls, new EnumMap<>(Stall.class)),
        difference(floatStalls, before.floatStalls, new EnumMap<>(FloatStall.class)),
        accesses - before.accesses,
        accessConflicts - before.accessConflicts,
        streamsSince);
  }

  private static <C extends Enum<C>> Map<C, Long> difference(
      Map<C, Long> now, Map<C, Long> before, Map<C, Long> into) {
    now.forEach((cause, count) -> into.put(cause, count - before.getOrDefault(cause, 0L)));
    return into;
  }

  /// How many of the cycles had an issue of the FPU, as published utilisations count.
  public double utilisation() {
    return cycles == 0 ? 0 : (double) fpuIssues / cycles;
  }
}
