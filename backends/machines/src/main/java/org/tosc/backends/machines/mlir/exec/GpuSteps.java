package org.tosc.backends.machines.mlir.exec;

import java.util.Map;

/// gpu.
final class GpuSteps {
  static final Map<String, OpCompiler> ALL = Map.of();

  private GpuSteps() {}
}
