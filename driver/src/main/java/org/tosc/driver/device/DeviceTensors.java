package org.tosc.driver.device;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelDevice;
import org.tosc.backends.api.KernelTarget;
import org.tosc.driver.tensor.KernelTensors;
import org.tosc.rt.error.Errors;
import org.tosc.rt.session.Devices;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;

/// A device on which kernels run, as a tensor engine: each operation is a kernel there.
///
/// New tensors from nothing, other shapes for the same elements, parts of tensors and tensors
/// without elements need no arithmetic, so the program makes them itself. All else that has no
/// kernel is an error, unless the block allows a fallback.
final class DeviceTensors implements TensorEngine, KernelDevice {
  private static final Set<String> HERE = Set.of("reshape", "split", "index");

  private final DeviceKernels device;
  private final Devices.Fallback fallback;
  private final TensorEngine here = new KernelTensors();

  DeviceTensors(DeviceKernels device, Devices.Fallback fallback) {
    this.device = device;
    this.fallback = fallback;
  }

  @Override
  public String name() {
    return device.target().name();
  }

  @Override
  public boolean leavesToKernels() {
    return true;
  }

  @Override
  public KernelTarget kernels() {
    return device.target();
  }

  @Override
  public boolean isLenient() {
    return fallback.isAllowed();
  }

  /// Blocks on one device share kernels.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DeviceTensors t && t.device == device && t.isLenient() == isLenient();
  }

  @Override
  public int hashCode() {
    return device.hashCode();
  }

  @Override
  public Object apply(String op, Object[] args, Map<String, Object> attrs) {
    if (needsNoArithmetic(op, args)) {
      return here.apply(op, args, attrs);
    }
    return switch (device.apply(op, args, attrs, this, here)) {
      case DeviceKernels.Outcome.Done(Object result) -> result;
      case DeviceKernels.Outcome.Refused(String why) -> {
        if (fallback.isAllowed()) {
          yield fallback.otherwise().apply(op, args, attrs);
        }
        throw Errors.unavailable(
            "`"
                + op
                + "` does not run on `"
                + name()
                + "`: "
                + why
                + "; with `fallback=true` it runs elsewhere");
      }
    };
  }

  private static boolean needsNoArithmetic(String op, @Nullable Object[] args) {
    boolean hasTensors = false;
    boolean isEmpty = false;
    for (Object arg : args) {
      for (Object one : arg instanceof List<?> several ? several : java.util.Arrays.asList(arg)) {
        hasTensors |= one instanceof Tensor;
        isEmpty |= one instanceof Tensor t && t.size() == 0;
      }
    }
    return !hasTensors || isEmpty || HERE.contains(op);
  }
}
