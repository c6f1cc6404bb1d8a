package org.tosc.bench.yardstick;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of `perf.md`, section 10.
final class Rows {
  private Rows() {}

  /// All of them, in its order.
  static List<Row> all() {
    return Stream.of(ProductRows.all(), KernelRows.all(), CallRows.all())
        .flatMap(List::stream)
        .toList();
  }

  /// Those whose id begins with one of the words, all for none, without goals that need more
  /// threads.
  static List<Row> of(List<String> words, int threads) {
    return all().stream()
        .filter(row -> words.isEmpty() || words.stream().anyMatch(row.id()::startsWith))
        .map(row -> row.withThreads(threads))
        .toList();
  }

  /// All that has to be measured for them.
  static Set<Quantity> quantities(List<Row> rows) {
    return rows.stream()
        .flatMap(row -> row.goals().stream())
        .flatMap(goal -> goal.quantities().stream())
        .collect(Collectors.toSet());
  }
}
