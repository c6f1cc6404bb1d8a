package org.tosc.backends.machines.snitch.core;

/// Why the integer core issued nothing in a cycle.
public enum Stall {
  /// The instruction was not in the cache.
  FETCH(0),
  /// A register waits for memory, the FPU or the multiplier.
  OPERAND(1),
  /// What was offloaded before has not been taken.
  OFFLOAD(2),
  /// The way to memory is full, or an access of the FPU to the same address is on its way.
  MEMORY(3),
  /// `fence`.
  FENCE(4),
  /// A barrier.
  BARRIER(5),
  /// `wfi`.
  SLEEP(6),
  /// A trap or an interrupt was entered.
  TRAP(7);

  private final int number;

  Stall(int number) {
    this.number = number;
  }

  /// Its place where causes are counted, from 0 in the order in which they stand here.
  int number() {
    return number;
  }
}
