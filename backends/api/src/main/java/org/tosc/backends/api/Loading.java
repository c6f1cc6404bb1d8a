package org.tosc.backends.api;

import org.jspecify.annotations.Nullable;

/// What an engine is told when it loads a program.
///
/// @param parts hears of the program's parts, where the engine has any; null where nobody listens
/// @param schedules how kernels are cut, where the engine has any
public record Loading(@Nullable PartListener parts, Schedules schedules) {
  /// Nobody listens, and the engine chooses.
  public static final Loading PLAIN = new Loading(null, Schedules.NONE);

  public static Loading with(Schedules schedules) {
    return new Loading(null, schedules);
  }
}
