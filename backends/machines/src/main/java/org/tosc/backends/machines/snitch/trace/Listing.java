package org.tosc.backends.machines.snitch.trace;

import org.tosc.backends.machines.snitch.isa.Instruction;

/// How an instruction is shown.
@FunctionalInterface
public interface Listing {
  /// The mnemonic alone: what can be said without a disassembler.
  Listing MNEMONICS = (_, instruction) -> instruction.row().mnemonic();

  /// A line for an instruction.
  ///
  /// @param pc where it stands
  String show(int pc, Instruction instruction);
}
