package org.tosc.backends.machines.gpu.tile;

/// Hears what a program does.
@FunctionalInterface
public interface Recorder {
  /// Hears nothing.
  Recorder NONE = _ -> -1;

  /// @return the number of the step, from 0
  int hear(Step step);
}
