package org.tosc.bench.yardstick;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row with its goals as they were measured.
record JudgedRow(Row row, List<Judged> goals) {
  static JudgedRow of(Row row, Times times) {
    return new JudgedRow(row, row.goals().stream().map(g -> Judged.of(g, times)).toList());
  }

  List<Judged> measured() {
    return goals.stream().filter(Judged::isMeasured).toList();
  }

  /// How much the row asks for, with what nobody measures.
  int asked() {
    return goals.size() + row.gaps().size();
  }

  /// Whether some goal that was measured asks for something in a column.
  private boolean asks(Level level) {
    return measured().stream().anyMatch(j -> j.goal().bounds().has(level));
  }

  /// The last column in which all goals hold that were measured; null for none.
  @Nullable Level reached() {
    Level reached = null;
    for (Level level : Level.values()) {
      if (asks(level) && measured().stream().allMatch(j -> j.holds(level))) {
        reached = level;
      }
    }
    return reached;
  }

  /// The first column that is not reached; null where all are.
  @Nullable Level next() {
    for (Level level : Level.values()) {
      if (asks(level) && !measured().stream().allMatch(j -> j.holds(level))) {
        return level;
      }
    }
    return null;
  }

  /// The goal that is farthest from the next column; null where there is none.
  @Nullable Judged worst() {
    Level next = next();
    return next == null
        ? null
        : measured().stream()
            .filter(j -> j.goal().bounds().has(next))
            .min(Comparator.comparingDouble(j -> j.nearness(next)))
            .orElse(null);
  }

  /// In words.
  String verdict() {
    Level reached = reached();
    return measured().isEmpty() ? "not measured" : reached == null ? "missed" : reached.text();
  }
}
