package org.tosc.driver.device;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelDevice;
import org.tosc.backends.api.KernelTarget;
import org.tosc.driver.tensor.KernelTensors;
import org.tosc.rt.tensor.TensorEngine;

/// This JVM, chosen in a program whose kernels may run elsewhere.
final class JvmTensors implements TensorEngine, KernelDevice {
  private final TensorEngine kernels = new KernelTensors();

  @Override
  public String name() {
    return kernels.name();
  }

  @Override
  public Object apply(String op, Object[] args, Map<String, Object> attrs) {
    return kernels.apply(op, args, attrs);
  }

  @Override
  public boolean leavesToKernels() {
    return true;
  }

  @Override
  public @Nullable KernelTarget kernels() {
    return null;
  }

  /// Its kernels are those of the run-time library, which has all operations.
  @Override
  public boolean isLenient() {
    return true;
  }
}
