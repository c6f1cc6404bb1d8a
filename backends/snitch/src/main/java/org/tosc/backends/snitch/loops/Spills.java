package org.tosc.backends.snitch.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.Opcode;

/// Rewrites lines for registers that are in the frame: each line that uses one loads it into a
/// short-lived register before, or stores it behind.
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

  List<Line> rewrite(List<Line> lines, Set<Arg.Virtual> spilled) {
    Map<Arg.Virtual, Arg> places = new HashMap<>();
    for (Arg.Virtual v : virtuals) {
      if (spilled.contains(v)) {
        places.put(v, new Arg.Spilled(count++));
      }
    }
    List<Line> rewritten = new ArrayList<>();
    for (Line line : lines) {
      rewrite(line, places, rewritten);
    }
    return rewritten;
  }

  private void rewrite(Line line, Map<Arg.Virtual, Arg> places, List<Line> to) {
    if (line instanceof Line.Arrival(Arg.Virtual v, Arg.Fixed from)) {
      Arg place = places.get(v);
      to.add(place == null ? line : store(from, from.bank(), place));
      return;
    }
    Map<Arg, Arg> own = new HashMap<>();
    line.reads(
        v -> {
          Arg place = places.get(v);
          if (place != null && !own.containsKey(v)) {
            Arg.Virtual fresh = fresh(v.bank());
            own.put(v, fresh);
            Opcode load = v.bank() == Bank.FLOAT ? DoubleFloat.FLD : Base.LW;
            to.add(new Line.Insn(load, List.of(fresh, place, Arg.SP)));
          }
        });
    Arg.Virtual written = line.writes();
    Arg place = written == null ? null : places.get(written);
    if (written == null || place == null) {
      to.add(line.renamed(a -> own.getOrDefault(a, a), a -> a));
      return;
    }
    Arg.Virtual fresh = fresh(written.bank());
    to.add(line.renamed(a -> own.getOrDefault(a, a), _ -> fresh));
    to.add(store(fresh, written.bank(), place));
  }

  private Arg.Virtual fresh(Bank bank) {
    Arg.Virtual fresh = new Arg.Virtual(virtuals.size(), bank);
    virtuals.add(fresh);
    return fresh;
  }

  private static Line store(Arg from, Bank bank, Arg place) {
    Opcode store = bank == Bank.FLOAT ? DoubleFloat.FSD : Base.SW;
    return new Line.Insn(store, List.of(from, place, Arg.SP));
  }
}
