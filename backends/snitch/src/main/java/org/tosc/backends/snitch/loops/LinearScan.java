package org.tosc.backends.snitch.loops;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Gives each virtual register one of the machine (Poletto and Sarkar, Linear Scan Register
/// Allocation, 1999). Where there are too few, those that are used least go to the frame, are
/// loaded into short-lived ones where they are needed, and it begins again.
final class LinearScan {
  private static final int MOST_ROUNDS = 16;

  private final List<Arg.Virtual> virtuals;
  private final Intervals intervals;
  private final Pool pool;

  /// Virtual registers from this number on are short-lived.
  private final int firstShort;

  private final Map<Arg, Integer> registers = new HashMap<>();
  private final Map<Arg.Virtual, List<Arg>> hints = new HashMap<>();
  private final Map<Arg.Virtual, Integer> arrivals = new HashMap<>();

  /// What holds a register now, by the register, for each bank.
  private final Map<Bank, Map<Integer, Arg.Virtual>> held =
      Map.of(Bank.INTEGER, new TreeMap<>(), Bank.FLOAT, new TreeMap<>());

  private final Set<Arg.Virtual> spilled = new HashSet<>();

  private LinearScan(List<Line> lines, List<Arg.Virtual> virtuals, Pool pool, int firstShort) {
    this.virtuals = virtuals;
    this.pool = pool;
    this.firstShort = firstShort;
    this.intervals = new Intervals(lines, virtuals.size());
    for (Line line : lines) {
      if (line instanceof Line.Arrival(Arg.Virtual to, Arg.Fixed from)) {
        arrivals.put(to, from.number());
      }
      Arg from = line.copied();
      Arg.Virtual to = line.writes();
      if (from != null && to != null) {
        hints.computeIfAbsent(to, _ -> new ArrayList<>()).add(from);
        if (from instanceof Arg.Virtual v) {
          hints.computeIfAbsent(v, _ -> new ArrayList<>()).add(to);
        }
      }
    }
  }

  static Allocation allocate(Draft draft, Pool pool) {
    List<Line> lines = DeadLines.without(draft.lines());
    List<Arg.Virtual> virtuals = new ArrayList<>(draft.virtuals());
    int firstShort = virtuals.size();
    Spills spills = new Spills(virtuals);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      LinearScan scan = new LinearScan(lines, virtuals, pool, firstShort);
      scan.run();
      if (scan.spilled.isEmpty()) {
        return new Allocation(lines, scan.registers(), spills.count());
      }
      lines = spills.rewrite(lines, scan.spilled, scan.intervals);
    }
    throw new IllegalStateException("registers are not enough, however often they are spilled");
  }

  private Map<Arg.Virtual, Integer> registers() {
    Map<Arg.Virtual, Integer> all = new HashMap<>();
    for (Arg.Virtual v : virtuals) {
      Integer register = registers.get(v);
      if (register != null) {
        all.put(v, register);
      }
    }
    return all;
  }

  private void run() {
    List<Arg.Virtual> order = new ArrayList<>();
    for (Arg.Virtual v : virtuals) {
      if (intervals.isUsed(v.id())) {
        order.add(v);
      }
    }
    order.sort(Comparator.comparingInt(v -> intervals.starts[v.id()]));
    for (Arg.Virtual v : order) {
      int start = intervals.starts[v.id()];
      for (Map<Integer, Arg.Virtual> bank : held.values()) {
        bank.values().removeIf(other -> intervals.ends[other.id()] < start);
      }
      place(v);
    }
  }

  private Map<Integer, Arg.Virtual> held(Bank bank) {
    return held.getOrDefault(bank, Map.of());
  }

  private void place(Arg.Virtual v) {
    Integer free = arrivals.containsKey(v) ? arrivals.get(v) : free(v);
    if (free == null) {
      Arg.Virtual least = leastNeeded(v);
      spilled.add(least);
      if (least.equals(v)) {
        return;
      }
      free = registers.remove(least);
    }
    if (free == null) {
      throw new IllegalStateException("a spilled register had none");
    }
    registers.put(v, free);
    held(v.bank()).put(free, v);
  }

  /// A register that nothing holds, one that a copy is to or from first; null for none.
  private @Nullable Integer free(Arg.Virtual v) {
    Map<Integer, Arg.Virtual> taken = held(v.bank());
    List<Integer> allowed = pool.registers(v.bank());
    for (Arg hint : hints.getOrDefault(v, List.of())) {
      Integer wanted =
          hint instanceof Arg.Fixed(_, int number) ? (Integer) number : registers.get(hint);
      if (wanted != null && allowed.contains(wanted) && !taken.containsKey(wanted)) {
        return wanted;
      }
    }
    return allowed.stream().filter(r -> !taken.containsKey(r)).findFirst().orElse(null);
  }

  private Arg.Virtual leastNeeded(Arg.Virtual v) {
    Arg.Virtual least = v;
    for (Map.Entry<Integer, Arg.Virtual> entry : held(v.bank()).entrySet()) {
      if (pool.registers(v.bank()).contains(entry.getKey())
          && weight(entry.getValue()) < weight(least)) {
        least = entry.getValue();
      }
    }
    return least;
  }

  /// How much is lost where a register goes to the frame, for each line that another one gains by
  /// it (Chaitin, Register Allocation and Spilling via Graph Coloring, 1982).
  private double weight(Arg.Virtual v) {
    if (v.id() >= firstShort) {
      return Double.MAX_VALUE;
    }
    return intervals.weights[v.id()] / (intervals.ends[v.id()] - intervals.starts[v.id()] + 1);
  }
}
