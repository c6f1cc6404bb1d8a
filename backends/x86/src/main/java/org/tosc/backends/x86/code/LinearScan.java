package org.tosc.backends.x86.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
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

  private static final int NONE = -1;

  private final Routine routine;
  private final int most;
  private final Intervals intervals;
  private final Set<Virtual> shortLived;

  /// By the numbers of virtual registers; null or [#NONE] where there is nothing.
  private final @Nullable Virtual[] virtuals;

  private final @Nullable Virtual[] hints;
  private final int[] registers;
  private final Map<Bank, List<Virtual>> active = new EnumMap<>(Bank.class);
  private final Set<Virtual> spilled = new HashSet<>();

  private LinearScan(Routine routine, int most, Set<Virtual> shortLived) {
    this.routine = routine;
    this.most = most;
    this.intervals = Intervals.of(routine);
    this.shortLived = shortLived;
    this.virtuals = new Virtual[routine.virtuals()];
    this.hints = new Virtual[routine.virtuals()];
    this.registers = new int[routine.virtuals()];
    Arrays.fill(registers, NONE);
    for (Bank bank : Bank.values()) {
      active.put(bank, new ArrayList<>());
    }
  }

  /// @param most of each bank's registers that are used; fewer than all for tests of spilling
  static Allocation allocate(Routine routine, int most) {
    Routine now = routine;
    Map<Virtual, Integer> slots = new LinkedHashMap<>();
    Set<Virtual> shortLived = new HashSet<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      LinearScan scan = new LinearScan(now, most, shortLived);
      scan.run(slots.keySet());
      if (scan.spilled.isEmpty()) {
        return new Allocation(now, scan.registers(), slots);
      }
      now = Spills.rewrite(now, scan.spilled, slots, shortLived);
    }
    throw new IllegalStateException("registers are not enough, however often they are spilled");
  }

  private Map<Virtual, Integer> registers() {
    Map<Virtual, Integer> all = new HashMap<>();
    for (Virtual v : virtuals) {
      if (v != null && registers[v.id()] != NONE) {
        all.put(v, registers[v.id()]);
      }
    }
    return all;
  }

  private void run(Set<Virtual> inFrame) {
    routine.params().forEach(this::note);
    for (Line line : routine.lines()) {
      line.reads(this::note);
      Virtual written = line.writes();
      if (written != null) {
        note(written);
      }
      if (line instanceof Line.Move(Virtual to, Virtual from, _)) {
        hint(to, from);
        hint(from, to);
      }
    }
    List<Virtual> inOrder = new ArrayList<>();
    for (Virtual v : virtuals) {
      if (v != null && !inFrame.contains(v)) {
        inOrder.add(v);
      }
    }
    inOrder.sort(
        (a, b) -> {
          int first = Integer.compare(intervals.start(a.id()), intervals.start(b.id()));
          return first != 0 ? first : Integer.compare(a.id(), b.id());
        });
    inOrder.forEach(this::place);
  }

  private void note(Virtual v) {
    virtuals[v.id()] = v;
  }

  private void hint(Virtual v, Virtual like) {
    if (hints[v.id()] == null) {
      hints[v.id()] = like;
    }
  }

  private void place(Virtual v) {
    List<Virtual> others = active.getOrDefault(v.bank(), List.of());
    int start = intervals.start(v.id());
    others.removeIf(other -> intervals.end(other.id()) < start);
    boolean crosses = intervals.isAcrossCall(v.id());
    int free = free(v, others, crosses);
    if (free == NONE) {
      free = taken(v, others, crosses);
    }
    if (free == NONE) {
      spilled.add(v);
    } else {
      registers[v.id()] = free;
      others.add(v);
    }
  }

  private int free(Virtual v, List<Virtual> others, boolean crosses) {
    long used = 0;
    for (Virtual other : others) {
      used |= 1L << registers[other.id()];
    }
    Virtual hint = hints[v.id()];
    int hinted = hint == null ? NONE : registers[hint.id()];
    if (hinted != NONE && isFree(v, hinted, used, crosses)) {
      return hinted;
    }
    List<Integer> all = v.bank().allocatable(routine.set());
    for (int number : all.subList(0, Math.min(most, all.size()))) {
      if (isFree(v, number, used, crosses)) {
        return number;
      }
    }
    return NONE;
  }

  private static boolean isFree(Virtual v, int number, long used, boolean crosses) {
    return ((used >> number) & 1) == 0 && (!crosses || v.bank().survivesCalls(number));
  }

  /// The register of another one that is needed less; that goes to the frame.
  private int taken(Virtual v, List<Virtual> others, boolean crosses) {
    Virtual least = v;
    for (Virtual other : others) {
      boolean fits = !crosses || v.bank().survivesCalls(registers[other.id()]);
      if (fits && weight(other) < weight(least)) {
        least = other;
      }
    }
    if (least.equals(v)) {
      return NONE;
    }
    others.remove(least);
    spilled.add(least);
    int register = registers[least.id()];
    registers[least.id()] = NONE;
    return register;
  }

  /// How much is lost where a register goes to the frame, for each line that another one gains by
  /// it (Chaitin, Register Allocation and Spilling via Graph Coloring, 1982). A constant is not
  /// stored, and most instructions take it from memory.
  private double weight(Virtual v) {
    if (shortLived.contains(v)) {
      return Double.MAX_VALUE;
    }
    int lines = intervals.end(v.id()) - intervals.start(v.id()) + 1;
    double weight = intervals.weight(v.id()) / lines;
    return routine.constants().containsKey(v) ? weight / 2 : weight;
  }
}
