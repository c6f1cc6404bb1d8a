package org.tosc.backends.api;

import org.jspecify.annotations.Nullable;

/// What an engine is told when it loads a program.
///
/// @param parts hears of the program's parts, where the engine has any; null where nobody listens
/// @param schedules how kernels are cut, where the engine has any
/// @param threads how many threads work on a large kernel together, the caller's among them; at
///   least 1. Results do not depend on it
public record Loading(@Nullable PartListener parts, Schedules schedules, int threads) {
  /// Nobody listens, the engine chooses, and one thread computes.
  public static final Loading PLAIN = new Loading(null, Schedules.NONE, 1);

  public Loading {
    if (threads < 1) {
      throw new IllegalArgumentException("a program has at least 1 thread, found " + threads);
    }
  }

  public static Loading with(Schedules schedules) {
    return new Loading(null, schedules, 1);
  }

  /// The same with another number of threads.
  public Loading withThreads(int threads) {
    return new Loading(parts, schedules, threads);
  }
}
