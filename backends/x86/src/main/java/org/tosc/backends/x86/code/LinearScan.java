package org.tosc.backends.x86.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gives each virtual register one of the machine (Poletto and Sarkar, Linear Scan Register
/// Allocation, 1999). Where there are too few, those that are used least go to the frame, are
/// loaded into short-lived ones where they are needed, and it begins again.
final class LinearScan {
  private static final int MOST_ROUNDS = 16;

  private final Routine routine;
  private final Intervals intervals;
  private final Set<Virtual> shortLived;
  private final Map<Virtual, Virtual> hints = new HashMap<>();
  private final Map<Virtual, Integer> registers = new HashMap<>();
  private final Map<Bank, List<Virtual>> active = new HashMap<>();
  private final Set<Virtual> spilled = new HashSet<>();

  private LinearScan(Routine routine, Set<Virtual> shortLived) {
    this.routine = routine;
    this.intervals = Intervals.of(routine);
    this.shortLived = shortLived;
    for (Bank bank : Bank.values()) {
      active.put(bank, new ArrayList<>());
    }
  }

  static Allocation allocate(Routine routine) {
    Routine now = routine;
    Map<Virtual, Integer> slots = new LinkedHashMap<>();
    Set<Virtual> shortLived = new HashSet<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      LinearScan scan = new LinearScan(now, shortLived);
      scan.run(slots.keySet());
      if (scan.spilled.isEmpty()) {
        return new Allocation(now, scan.registers, slots);
      }
      now = Spills.rewrite(now, scan.spilled, slots, shortLived);
    }
    throw new IllegalStateException("registers are not enough, however often they are spilled");
  }

  private void run(Set<Virtual> inFrame) {
    Map<Integer, Virtual> byId = new HashMap<>();
    for (Line line : routine.lines()) {
      line.reads(v -> byId.put(v.id(), v));
      Virtual written = line.writes();
      if (written != null) {
        byId.put(written.id(), written);
      }
      if (line instanceof Line.Move(Virtual to, Virtual from, _)) {
        hints.putIfAbsent(to, from);
        hints.putIfAbsent(from, to);
      }
    }
    routine.params().forEach(p -> byId.put(p.id(), p));
    byId.values().stream()
        .filter(v -> !inFrame.contains(v))
        .sorted(
            Comparator.<Virtual>comparingInt(v -> intervals.start(v.id()))
                .thenComparingInt(Virtual::id))
        .forEach(this::place);
  }

  private void place(Virtual v) {
    List<Virtual> others = active.getOrDefault(v.bank(), List.of());
    others.removeIf(other -> intervals.end(other.id()) < intervals.start(v.id()));
    boolean crosses = intervals.isAcrossCall(v.id());
    Integer free = free(v, others, crosses);
    if (free == null) {
      free = taken(v, others, crosses);
    }
    if (free == null) {
      spilled.add(v);
    } else {
      registers.put(v, free);
      others.add(v);
    }
  }

  private @Nullable Integer free(Virtual v, List<Virtual> others, boolean crosses) {
    boolean[] used = new boolean[v.bank().count()];
    for (Virtual other : others) {
      used[number(other)] = true;
    }
    Virtual hint = hints.get(v);
    Integer hinted = hint == null ? null : registers.get(hint);
    if (hinted != null && !used[hinted] && (!crosses || v.bank().survivesCalls(hinted))) {
      return hinted;
    }
    for (int number : v.bank().allocatable()) {
      if (!used[number] && (!crosses || v.bank().survivesCalls(number))) {
        return number;
      }
    }
    return null;
  }

  private int number(Virtual v) {
    return registers.getOrDefault(v, 0);
  }

  /// The register of another one that is needed less; that goes to the frame.
  private @Nullable Integer taken(Virtual v, List<Virtual> others, boolean crosses) {
    Virtual least = v;
    for (Virtual other : others) {
      boolean fits = !crosses || v.bank().survivesCalls(number(other));
      if (fits && weight(other) < weight(least)) {
        least = other;
      }
    }
    if (least.equals(v)) {
      return null;
    }
    others.remove(least);
    spilled.add(least);
    return registers.remove(least);
  }

  private double weight(Virtual v) {
    if (shortLived.contains(v)) {
      return Double.MAX_VALUE;
    }
    double weight = intervals.weight(v.id());
    return routine.constants().containsKey(v) ? weight / 2 : weight;
  }
}
