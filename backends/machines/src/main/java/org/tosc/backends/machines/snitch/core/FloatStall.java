package org.tosc.backends.machines.snitch.core;

/// Why the FPU's subsystem issued nothing in a cycle.
public enum FloatStall {
  /// Nothing was offered: the integer core has not offloaded anything, or not early enough.
  NOTHING(0),
  /// A register that is read waits for a result.
  OPERAND(1),
  /// The register that is written waits for an earlier result.
  RESULT(2),
  /// A stream that is read has no element yet.
  STREAM_EMPTY(3),
  /// The unit is full, because its result waits for a stream that takes none.
  STREAM_FULL(4),
  /// The unit is full, because another one's result was written.
  UNIT(5),
  /// The way to memory is full.
  MEMORY(6);

  private final int number;

  FloatStall(int number) {
    this.number = number;
  }

  /// Its place where causes are counted, from 0 in the order in which they stand here.
  int number() {
    return number;
  }
}
