package org.tosc.backends.mlir.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/// The names of values in text: what their hints ask for, made safe, and different from each other
/// in one operation that sees nothing from outside.
final class ValueNames {
  private final Map<MlirValue, String> names = new IdentityHashMap<>();
  private final Set<String> taken = new HashSet<>();

  /// How many of a name there are beside the first.
  private final Map<String, Integer> counts = new HashMap<>();

  private int numbers;

  String of(MlirValue value) {
    return names.computeIfAbsent(value, v -> "%" + free(Quoting.identifier(v.hint())));
  }

  /// What is inside of an operation that is isolated may use all names again.
  void enter() {
    taken.clear();
    counts.clear();
    numbers = 0;
  }

  private String free(String wanted) {
    if (wanted.isEmpty()) {
      return Integer.toString(numbers++);
    }
    String name = wanted;
    while (!taken.add(name)) {
      name = wanted + "_" + (counts.merge(wanted, 1, Integer::sum) - 1);
    }
    return name;
  }
}
