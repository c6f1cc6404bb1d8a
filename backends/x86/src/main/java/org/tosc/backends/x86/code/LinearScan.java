package org.tosc.backends.x86.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Gives each virtual register one of the machine (Poletto and Sarkar, Linear Scan Register
/// Allocation, 1999). Where there are too few, those that are used least go to the frame, are
/// loaded into short-lived ones where they are needed, and it begins again.
final class LinearScan {
  private static final int MOST_ROUNDS = 16;

  private static final int NONE = Pool.NONE;

  private final Routine routine;
  private final Intervals intervals;

  /// Virtual registers from this number on are short-lived.
  private final int firstShort;

  private final Map<Bank, Pool> pools = new EnumMap<>(Bank.class);

  /// By the numbers of virtual registers: which one moves to it or from it, where its register is
  /// in the order of its [Pool], and whether it is a constant.
  private final int[] hints;

  private final int[] places;
  private final BitSet constants = new BitSet();
  private final BitSet spilled = new BitSet();

  private LinearScan(Routine routine, int most, int firstShort) {
    this.routine = routine;
    this.intervals = Intervals.of(routine);
    this.firstShort = firstShort;
    this.hints = none(routine);
    this.places = none(routine);
    routine.constants().keySet().forEach(v -> constants.set(v.id()));
    for (Bank bank : Bank.values()) {
      pools.put(bank, new Pool(bank, routine.set(), most));
    }
  }

  /// @param most of each bank's registers that are used; fewer than all for tests of spilling
  static Allocation allocate(Routine routine, int most) {
    Routine now = routine;
    List<Virtual> inFrame = new ArrayList<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      int[] slots = slots(now, inFrame);
      LinearScan scan = new LinearScan(now, most, routine.virtuals().size());
      scan.run(slots);
      if (scan.spilled.isEmpty()) {
        return new Allocation(now, scan.registers(), slots, inFrame);
      }
      now = Spills.rewrite(now, scan.spilled, inFrame);
    }
    throw new IllegalStateException("registers are not enough, however often they are spilled");
  }

  private static int[] none(Routine routine) {
    int[] none = new int[routine.virtuals().size()];
    Arrays.fill(none, NONE);
    return none;
  }

  /// The places of virtual registers in the frame, by their numbers.
  private static int[] slots(Routine routine, List<Virtual> inFrame) {
    int[] slots = none(routine);
    for (int slot = 0; slot < inFrame.size(); slot++) {
      slots[inFrame.get(slot).id()] = slot;
    }
    return slots;
  }

  private int[] registers() {
    int[] registers = none(routine);
    for (Virtual v : routine.virtuals()) {
      if (places[v.id()] != NONE) {
        registers[v.id()] = pool(v.id()).number(places[v.id()]);
      }
    }
    return registers;
  }

  private Pool pool(int v) {
    return Objects.requireNonNull(pools.get(routine.virtuals().get(v).bank()));
  }

  private void run(int[] slots) {
    for (Line line : routine.lines()) {
      if (line instanceof Line.Move(Virtual to, Virtual from, _)) {
        hint(to.id(), from.id());
        hint(from.id(), to.id());
      }
    }
    int positions = 2 * routine.lines().size() - Intervals.BEFORE;
    Chains starting = new Chains(positions, slots.length);
    Chains ending = new Chains(positions, slots.length);
    for (int v = slots.length - 1; v >= 0; v--) {
      if (intervals.isUsed(v) && slots[v] == NONE) {
        starting.add(intervals.start(v) - Intervals.BEFORE, v);
        ending.add(intervals.end(v) - Intervals.BEFORE, v);
      }
    }
    for (int at = 0; at < positions; at++) {
      for (int v = starting.first(at); v != NONE; v = starting.next(v)) {
        place(v);
      }
      for (int v = ending.first(at); v != NONE; v = ending.next(v)) {
        if (places[v] != NONE) {
          pool(v).release(places[v]);
        }
      }
    }
  }

  /// Virtual registers by positions, each at one: those of a position in the reverse order of
  /// adding.
  private static final class Chains {
    private final int[] firsts;
    private final int[] nexts;

    Chains(int positions, int virtuals) {
      this.firsts = new int[positions];
      this.nexts = new int[virtuals];
      Arrays.fill(firsts, NONE);
    }

    void add(int position, int v) {
      nexts[v] = firsts[position];
      firsts[position] = v;
    }

    int first(int position) {
      return firsts[position];
    }

    int next(int v) {
      return nexts[v];
    }
  }

  private void hint(int v, int like) {
    if (hints[v] == NONE) {
      hints[v] = like;
    }
  }

  private void place(int v) {
    boolean crosses = intervals.isAcrossCall(v);
    int wanted = hints[v] == NONE ? NONE : places[hints[v]];
    places[v] = pool(v).take(v, wanted, crosses);
    if (places[v] == NONE) {
      takeFromLess(v, crosses);
    }
  }

  /// Takes the register of another one that is needed less; that goes to the frame.
  private void takeFromLess(int v, boolean crosses) {
    Pool pool = pool(v);
    int least = v;
    double leastWeight = weight(v);
    for (long left = pool.taken(crosses); left != 0; left &= left - 1) {
      int other = pool.holder(Long.numberOfTrailingZeros(left));
      double weight = weight(other);
      boolean isTie = weight == leastWeight && least != v;
      if (weight < leastWeight || (isTie && isBefore(other, least))) {
        least = other;
        leastWeight = weight;
      }
    }
    spilled.set(least);
    if (least != v) {
      places[v] = places[least];
      places[least] = NONE;
      pool.give(places[v], v);
    }
  }

  /// Whether one was placed before the other.
  private boolean isBefore(int v, int other) {
    int first = intervals.start(v);
    int second = intervals.start(other);
    return first != second ? first < second : v < other;
  }

  /// How much is lost where a register goes to the frame, for each line that another one gains by
  /// it (Chaitin, Register Allocation and Spilling via Graph Coloring, 1982). A constant is not
  /// stored, and most instructions take it from memory.
  private double weight(int v) {
    if (v >= firstShort) {
      return Double.MAX_VALUE;
    }
    int lines = intervals.end(v) - intervals.start(v) + 1;
    double weight = intervals.weight(v) / lines;
    return constants.get(v) ? weight / 2 : weight;
  }
}
