package org.tosc.backends.machines.mlir.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Operation;

/// Checks of single operations, by name. They run where operands and results are what the rows say.
final class ShapeChecks {
  private static final Map<String, Check> ALL = all();

  private ShapeChecks() {}

  /// Says what is wrong with one operation.
  @FunctionalInterface
  interface Check {
    void check(Operation op, Faults faults);
  }

  private static Map<String, Check> all() {
    Map<String, Check> all = new HashMap<>();
    List.of(ScalarChecks.ALL, MemoryChecks.ALL, VectorChecks.ALL, AffineChecks.ALL)
        .forEach(all::putAll);
    return Map.copyOf(all);
  }

  static void check(Operation op, Faults faults) {
    @Nullable Check found = ALL.get(op.name());
    if (found != null) {
      found.check(op, faults);
    } else if (op.dialect().equals("linalg")) {
      LinalgCheck.check(op, faults);
    }
  }
}
