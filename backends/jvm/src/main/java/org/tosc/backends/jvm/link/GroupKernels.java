package org.tosc.backends.jvm.link;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelDevice;

/// Where the kernels of a program's groups come from.
public interface GroupKernels {
  /// About how long one run of a group takes as single operations, in nanoseconds. It follows from
  /// shapes alone and is the same on every machine.
  double nanos(int group);

  /// After how much time with single operations a kernel is made, in nanoseconds: about what making
  /// it takes, so that nobody waits twice as long as if it had been known which is better.
  double making();

  /// The kernel of a group, compiled and warm; null where the group has none.
  @Nullable Kernel make(int group);

  /// Whether kernels run on that device anyway.
  boolean isHome(KernelDevice device);

  /// The kernel of a group for another device; null where its operations are to run there one by
  /// one.
  @Nullable Kernel make(int group, KernelDevice device);
}
