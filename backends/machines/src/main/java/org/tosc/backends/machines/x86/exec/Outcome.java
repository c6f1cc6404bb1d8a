package org.tosc.backends.machines.x86.exec;

/// How a run ended.
public sealed interface Outcome {
  /// The program returned to the sentinel.
  record Returned(long instructions) implements Outcome {}

  /// It could not go on.
  record Trapped(Trap trap, long instructions) implements Outcome {}

  /// It used up its limit of instructions.
  record OutOfFuel(long instructions) implements Outcome {}
}
