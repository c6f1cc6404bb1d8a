package org.tosc.backends.api;

import org.jspecify.annotations.Nullable;

/// What an engine is told when it loads a program.
///
/// @param parts hears of the program's parts, where the engine has any; null where nobody listens
/// @param schedules how kernels are cut, where the engine has any
/// @param threads how many threads work on a large kernel together, the caller's among them; at
///   least 1. Results do not depend on it
/// @param kernels where kernels run; null for where the engine itself runs
public record Loading(
    @Nullable PartListener parts,
    Schedules schedules,
    int threads,
    @Nullable KernelTarget kernels) {
  /// Nobody listens, the engine chooses, and one thread computes.
  public static final Loading PLAIN = new Loading(null, Schedules.NONE, 1, null);

  public Loading {
    if (threads < 1) {
      throw new IllegalArgumentException("a program has at least 1 thread, found " + threads);
    }
  }

  public static Loading with(Schedules schedules) {
    return new Loading(null, schedules, 1, null);
  }

  /// The same with another number of threads.
  public Loading withThreads(int threads) {
    return new Loading(parts, schedules, threads, kernels);
  }

  /// The same with another place for kernels.
  public Loading withKernels(@Nullable KernelTarget target) {
    return new Loading(parts, schedules, threads, target);
  }
}
