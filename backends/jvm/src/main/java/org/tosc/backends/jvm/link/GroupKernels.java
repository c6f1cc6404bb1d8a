package org.tosc.backends.jvm.link;

import org.jspecify.annotations.Nullable;

/// Where the kernels of a program's groups come from.
public interface GroupKernels {
  /// What one run of a group computes, in arithmetic operations.
  double work(int group);

  /// The kernel of a group, compiled and warm; null where the group has none.
  @Nullable Kernel make(int group);
}
