package org.tosc.backends.machines.x86.isa;

/// What EVEX.b says of rounding where all operands are registers (SDM volume 2, 2.7.8).
public enum Rounding {
  /// Nothing: MXCSR.RC rounds.
  NONE,
  /// As MXCSR.RC says, exceptions suppressed.
  SAE,
  NEAREST,
  DOWN,
  UP,
  ZERO
}
