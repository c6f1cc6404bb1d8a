package org.tosc.backends.snitch.loops;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.Opcode;

/// Rewrites lines for registers that are in the frame: each line that uses one loads it into a
/// short-lived register before, or stores it behind. Whole numbers that are known are not kept but
/// made again.
final class Spills {
  private final List<Arg.Virtual> virtuals;
  private int count;

  /// @param virtuals gets those that are made
  Spills(List<Arg.Virtual> virtuals) {
    this.virtuals = virtuals;
  }

  /// How many places of the frame are used, of 8 bytes each.
  int count() {
    return count;
  }

  List<Line> rewrite(List<Line> lines, Set<Arg.Virtual> spilled, Intervals intervals) {
    Map<Arg.Virtual, Integer> known = new HashMap<>();
    Set<Arg.Virtual> isWrittenElsewhere = new HashSet<>();
    for (Line line : lines) {
      Arg.Virtual v = line.writes();
      if (v != null && spilled.contains(v)) {
        if (line instanceof Line.Whole(_, int value) && known.put(v, value) == null) {
          continue;
        }
        isWrittenElsewhere.add(v);
      }
    }
    known.keySet().removeAll(isWrittenElsewhere);
    Set<Arg.Virtual> kept = new HashSet<>(spilled);
    kept.removeAll(known.keySet());
    Rewriting rewriting = new Rewriting(places(kept, intervals), known);
    lines.forEach(rewriting::line);
    return rewriting.lines;
  }

  /// Registers that are needed one after the other share a place.
  private Map<Arg.Virtual, Arg> places(Set<Arg.Virtual> kept, Intervals intervals) {
    List<Arg.Virtual> order = new ArrayList<>(kept);
    order.sort(
        Comparator.<Arg.Virtual>comparingInt(v -> intervals.starts[v.id()])
            .thenComparingInt(Arg.Virtual::id));
    Map<Arg.Virtual, Arg> places = new HashMap<>();
    PriorityQueue<Taken> taken = new PriorityQueue<>(Comparator.comparingInt(Taken::end));
    for (Arg.Virtual v : order) {
      Taken first = taken.peek();
      boolean isFree = first != null && first.end() < intervals.starts[v.id()];
      int slot = isFree ? taken.remove().slot() : count++;
      taken.add(new Taken(slot, intervals.ends[v.id()]));
      places.put(v, new Arg.Spilled(slot));
    }
    return places;
  }

  private record Taken(int slot, int end) {}

  private Arg.Virtual fresh(Bank bank) {
    Arg.Virtual fresh = new Arg.Virtual(virtuals.size(), bank);
    virtuals.add(fresh);
    return fresh;
  }

  private static Line store(Arg from, Bank bank, Arg place) {
    Opcode store = bank == Bank.FLOAT ? DoubleFloat.FSD : Base.SW;
    return new Line.Insn(store, List.of(from, place, Arg.SP));
  }

  /// One round.
  private final class Rewriting {
    private final Map<Arg.Virtual, Arg> places;
    private final Map<Arg.Virtual, Integer> known;
    private final List<Line> lines = new ArrayList<>();

    Rewriting(Map<Arg.Virtual, Arg> places, Map<Arg.Virtual, Integer> known) {
      this.places = places;
      this.known = known;
    }

    void line(Line line) {
      if (line instanceof Line.Arrival(Arg.Virtual v, Arg.Fixed from)) {
        Arg place = places.get(v);
        lines.add(place == null ? line : store(from, from.bank(), place));
        return;
      }
      if (line instanceof Line.Whole(Arg to, _) && known.containsKey(to)) {
        return;
      }
      Map<Arg, Arg> own = new HashMap<>();
      line.reads(v -> read(v, own));
      Arg.Virtual written = line.writes();
      Arg place = written == null ? null : places.get(written);
      if (written == null || place == null) {
        lines.add(line.renamed(a -> own.getOrDefault(a, a), a -> a));
        return;
      }
      Arg.Virtual fresh = fresh(written.bank());
      lines.add(line.renamed(a -> own.getOrDefault(a, a), _ -> fresh));
      lines.add(store(fresh, written.bank(), place));
    }

    private void read(Arg.Virtual v, Map<Arg, Arg> own) {
      Arg place = places.get(v);
      Integer number = known.get(v);
      if ((place == null && number == null) || own.containsKey(v)) {
        return;
      }
      Arg.Virtual fresh = fresh(v.bank());
      own.put(v, fresh);
      if (number != null) {
        lines.add(new Line.Whole(fresh, number));
      } else if (place != null) {
        Opcode load = v.bank() == Bank.FLOAT ? DoubleFloat.FLD : Base.LW;
        lines.add(new Line.Insn(load, List.of(fresh, place, Arg.SP)));
      }
    }
  }
}
