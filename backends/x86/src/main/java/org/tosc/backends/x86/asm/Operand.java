package org.tosc.backends.x86.asm;

/// What an instruction takes.
public sealed interface Operand permits Register, Mem, Imm, Label, Masked, Rounding {
  /// What it is, as bits of [Kind]: a form of an instruction accepts some of them.
  long kind();
}
