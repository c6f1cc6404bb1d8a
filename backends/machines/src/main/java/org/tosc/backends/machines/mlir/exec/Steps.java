package org.tosc.backends.machines.mlir.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Operation;

/// All operations that run, by name.
final class Steps {
  private static final Map<String, OpCompiler> ALL = all();

  private Steps() {}

  private static Map<String, OpCompiler> all() {
    Map<String, OpCompiler> all = new HashMap<>();
    List.of(
            ArithSteps.ALL,
            MemrefSteps.ALL,
            ReshapeSteps.ALL,
            TensorSteps.ALL,
            VectorSteps.ALL,
            VectorMemorySteps.ALL,
            ScfSteps.ALL,
            AffineSteps.ALL,
            CallSteps.ALL,
            GpuSteps.ALL)
        .forEach(all::putAll);
    return Map.copyOf(all);
  }

  static @Nullable OpCompiler of(Operation op) {
    OpCompiler found = ALL.get(op.name());
    return found == null && op.dialect().equals("linalg") ? LinalgSteps::compile : found;
  }
}
