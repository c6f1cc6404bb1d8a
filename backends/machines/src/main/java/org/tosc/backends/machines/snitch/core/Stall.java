package org.tosc.backends.machines.snitch.core;

/// Why the integer core issued nothing in a cycle.
public enum Stall {
  /// The instruction was not in the cache.
  FETCH,
  /// A register waits for memory, the FPU or the multiplier.
  OPERAND,
  /// What was offloaded before has not been taken.
  OFFLOAD,
  /// The way to memory is full, or an access of the FPU to the same address is on its way.
  MEMORY,
  /// `fence`.
  FENCE,
  /// A barrier.
  BARRIER,
  /// `wfi`.
  SLEEP
}
