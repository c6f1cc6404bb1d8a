package org.tosc.bench.yardstick;

import java.util.List;

/// A row of the table of `perf.md`, section 10.
///
/// @param id what `--rows` takes
/// @param area its first column
/// @param gaps what of it is not measured at all
record Row(String id, String area, List<Goal> goals, List<Gap> gaps) {
  Row {
    goals = List.copyOf(goals);
    gaps = List.copyOf(gaps);
  }

  /// Without the goals that need more threads.
  Row withThreads(int most) {
    return new Row(id, area, goals.stream().filter(g -> g.threads() <= most).toList(), gaps);
  }
}
