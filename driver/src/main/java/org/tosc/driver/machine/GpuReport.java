package org.tosc.driver.machine;

import java.util.List;
import org.tosc.backends.machines.gpu.cost.Gpu;
import org.tosc.backends.machines.gpu.triton.Launcher.Launch;

/// What a call on the model of a GPU is estimated to take.
///
/// @param entry the kernel, or the function that launched kernels
/// @param launches in their order
public record GpuReport(String entry, Gpu gpu, List<Launch> launches) implements ExecutionReport {
  public GpuReport {
    launches = List.copyOf(launches);
  }

  /// Of all launches, one after the other.
  public double seconds() {
    return launches.stream().mapToDouble(l -> l.report().estimate().seconds()).sum();
  }
}
