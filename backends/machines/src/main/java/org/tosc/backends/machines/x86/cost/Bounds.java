package org.tosc.backends.machines.x86.cost;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What no order of execution can beat: each of these alone.
///
/// @param entering cycles until all slots of a round have entered
/// @param ports cycles that the busiest set of ports needs for what nothing else can take
/// @param busiest that set
/// @param latency cycles by which results come later from round to round
record Bounds(double entering, double ports, int busiest, double latency) {
  private static final double EPSILON = 1e-9;

  static Bounds of(Core core, List<Step> steps) {
    double slots = steps.stream().mapToInt(Step::slots).sum();
    Map<Integer, Integer> work = new HashMap<>();
    for (Step s : steps) {
      for (List<Work> some : List.of(s.load(), s.compute(), s.store())) {
        some.forEach(w -> work.merge(w.ports(), w.cycles(), Integer::sum));
      }
    }
    double most = 0;
    int busiest = 0;
    for (int set = 1; set < 1 << core.portCount(); set++) {
      double cycles = 0;
      for (Map.Entry<Integer, Integer> w : work.entrySet()) {
        cycles += (w.getKey() & ~set) == 0 ? w.getValue() : 0;
      }
      cycles /= Integer.bitCount(set);
      if (cycles > most + EPSILON) {
        most = cycles;
        busiest = set;
      }
    }
    return new Bounds(slots / core.limits().width(), most, busiest, Chain.cycles(steps));
  }
}
