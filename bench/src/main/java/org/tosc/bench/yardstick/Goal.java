package org.tosc.bench.yardstick;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something to be reached.
///
/// @param what in words, such as `1000³ to oneDNN`
/// @param how it is judged where that is not what `perf.md` says in so many words; otherwise empty
/// @param instead what counts where this cannot be measured; null for nothing
record Goal(
    String what,
    Quantity ours,
    Comparison comparison,
    Bounds bounds,
    String how,
    @Nullable Goal instead) {
  static Goal of(String what, Quantity ours, Comparison comparison, Bounds bounds) {
    return new Goal(what, ours, comparison, bounds, "", null);
  }

  Goal judged(String by) {
    return new Goal(what, ours, comparison, bounds, by, instead);
  }

  Goal orElse(Goal other) {
    return new Goal(what, ours, comparison, bounds, how, other);
  }

  /// What it needs, but for what counts instead.
  List<Quantity> own() {
    List<Quantity> all = new ArrayList<>(comparison.others());
    all.addFirst(ours);
    return all;
  }

  /// All that has to be measured for it.
  List<Quantity> quantities() {
    List<Quantity> all = new ArrayList<>(own());
    if (instead != null) {
      all.addAll(instead.quantities());
    }
    return all;
  }

  /// The greatest number of threads that it needs.
  int threads() {
    return quantities().stream().mapToInt(Quantity::threads).max().orElse(1);
  }
}
