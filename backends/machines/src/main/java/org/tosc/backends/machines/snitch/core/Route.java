package org.tosc.backends.machines.snitch.core;

/// Where the integer core sends an instruction (`snitch_cc.sv`, `snitch_sequencer.sv`).
enum Route {
  /// Nowhere: it executes the instruction itself.
  INTEGER,
  /// Into the sequencer's buffer, and from there to the FPU.
  BUFFER,
  /// To the FPU past the buffer, when all that was sent before has been issued: instructions with a
  /// register of the integer core.
  DIRECT,
  /// To the sequencer: `frep.o`.
  REPEAT,
  STREAMS,
  MULTIPLIER,
  DMA
}
