package org.tosc.backends.machines.gpu.tile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// Where missing values come from, by number from 1.
final class Poison {
  /// Why there is no value.
  ///
  /// @param text what happened there, for a label
  record Origin(Span at, String text) {}

  private final List<Origin> origins = new ArrayList<>();
  private final Map<Origin, Integer> numbers = new HashMap<>();

  int number(Span at, String text) {
    return numbers.computeIfAbsent(
        new Origin(at, text),
        origin -> {
          origins.add(origin);
          return origins.size();
        });
  }

  Origin origin(int number) {
    return origins.get(number - 1);
  }

  /// Lanes that miss a value in either.
  static int @Nullable [] either(int @Nullable [] a, int @Nullable [] b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    int[] both = a.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] = both[i] != 0 ? both[i] : b[i];
    }
    return both;
  }
}
