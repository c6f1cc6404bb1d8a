package org.tosc.backends.machines.x86.exec;

import org.tosc.backends.machines.x86.isa.Instruction;

/// What an instruction does to the state.
@FunctionalInterface
interface Action {
  void run(Core core, Instruction i);
}
