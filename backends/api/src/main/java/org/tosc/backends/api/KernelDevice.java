package org.tosc.backends.api;

import org.jspecify.annotations.Nullable;

/// What computes tensors and says where kernels of groups of operations run as well: a program that
/// is loaded for one place computes on another as long as such a device is chosen.
public interface KernelDevice {
  /// Where kernels run; null for the JVM.
  @Nullable KernelTarget kernels();

  /// Whether what has no kernel there is computed elsewhere; otherwise that is an error.
  boolean isLenient();
}
