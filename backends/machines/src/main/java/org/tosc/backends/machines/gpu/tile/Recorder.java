package org.tosc.backends.machines.gpu.tile;

/// Hears what a program does.
@FunctionalInterface
public interface Recorder {
  /// Hears nothing.
  Recorder NONE = _ -> -1;

  /// Hears a step; its number, from 0, is the answer, or -1 where nobody listens.
  int hear(Step step);
}
