package org.tosc.backends.snitch.code;

import java.util.BitSet;

/// An estimate of how banks of memory hold up a schedule that all cores of a cluster run at the
/// same time on about the same addresses (snitch.md rule 28).
///
/// A stream that goes through few banks again and again finds them taken by the same streams of
/// other cores: eight of them ask for `8 · rate` words a cycle, and as many banks as they go
/// through serve them. Near one word for each bank a cycle they wait for each other most of the
/// time.
final class Banks {
  private static final int BANKS = 32;
  private static final int CORES = 8;

  /// How many elements in a row are looked at: what is asked for within a short time.
  private static final int SPAN = 32;

  private static final int SPANS = 8;

  /// How much a full load costs, as measured on the model; a half costs an eighth of that.
  private static final double COST = 0.6;

  private static final double MOST_LOAD = 1.5;

  private Banks() {}

  /// What some cycles of a schedule's jobs become.
  ///
  /// @param isShared whether other cores run the same
  static long cycles(Schedule schedule, long cycles, boolean isShared) {
    return isShared ? Math.round(cycles * slowdown(schedule)) : cycles;
  }

  /// What cycles grow by, a factor.
  private static double slowdown(Schedule schedule) {
    double load = 0;
    for (Pattern pattern : schedule.patterns()) {
      long elements = 1;
      for (Pattern.Step step : pattern.steps()) {
        elements *= step.count();
      }
      double rate = (double) elements / schedule.cycles();
      load = Math.max(load, CORES * rate / banks(pattern, elements));
    }
    double bounded = Math.min(MOST_LOAD, load);
    return 1 + COST * bounded * bounded * bounded;
  }

  /// How many banks a stream goes through within a short time, on average.
  private static double banks(Pattern pattern, long elements) {
    int[] index = new int[pattern.steps().size()];
    BitSet seen = new BitSet(BANKS);
    long pointer = 0;
    long all = 0;
    int spans = 0;
    long count = Math.min(elements, SPAN * SPANS);
    for (long i = 0; i < count; i++) {
      seen.set((int) (pointer / Long.BYTES & BANKS - 1));
      boolean isLast = i == count - 1;
      if (i % SPAN == SPAN - 1 || isLast) {
        // A short stream leaves the others the time that it does not need.
        all += isLast && i % SPAN != SPAN - 1 ? BANKS : seen.cardinality();
        spans++;
        seen.clear();
      }
      pointer += advance(pattern, index);
    }
    return (double) all / spans;
  }

  private static long advance(Pattern pattern, int[] index) {
    for (int loop = 0; loop < index.length; loop++) {
      index[loop]++;
      if (index[loop] < pattern.steps().get(loop).count()) {
        return pattern.steps().get(loop).stride();
      }
      index[loop] = 0;
    }
    return 0;
  }
}
