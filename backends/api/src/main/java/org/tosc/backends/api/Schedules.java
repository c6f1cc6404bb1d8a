package org.tosc.backends.api;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Function;

/// What is known of kernels from measuring them: how the loops of one are cut best.
///
/// Asked by several threads at once.
@FunctionalInterface
public interface Schedules {
  /// Nothing is known.
  Schedules NONE = kernel -> null;

  /// The schedule of a kernel over buffers, as the attribute `schedule` of such functions says it;
  /// null where the engine shall choose.
  @Nullable String of(Function kernel);
}
