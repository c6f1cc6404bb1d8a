package org.tosc.backends.machines.snitch.core;

import org.tosc.backends.machines.snitch.isa.Instruction;

/// An instruction that the integer core has handed over.
///
/// @param pc where it stands
/// @param first what `rs1` held, or the immediate in its place
/// @param second what `rs2` held
/// @param address of a load or store
record Offloaded(Code code, int pc, int first, int second, int address) {
  Instruction instruction() {
    return code.instruction;
  }
}
