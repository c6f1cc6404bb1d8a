package org.tosc.backends.machines.snitch.core;

import org.tosc.backends.machines.snitch.isa.FloatOperation.Unit;
import org.tosc.backends.machines.snitch.isa.Instruction;

/// Something that a unit does in a cycle.
public sealed interface Event {
  /// The integer core issues an instruction, or sends it to another unit.
  record IntegerIssue(int pc, Instruction instruction) implements Event {}

  /// The integer core issues nothing.
  ///
  /// @param pc of what it would issue
  record IntegerStall(int pc, Stall cause) implements Event {}

  /// The FPU's subsystem issues an instruction.
  ///
  /// @param pc where it stood when the integer core sent it
  /// @param outer which iteration of the outermost `frep.o` it is in, from 0; negative in none
  /// @param inner the same of the `frep.o` inside
  record FloatIssue(int pc, Instruction instruction, int outer, int inner) implements Event {}

  /// The FPU's subsystem issues nothing, although something is there.
  ///
  /// @param pc of what it would issue
  record FloatWait(int pc, FloatStall cause) implements Event {}

  /// A unit of the FPU gives its oldest result.
  record FloatResult(Unit unit) implements Event {}

  /// A stream asks for an element.
  ///
  /// @param offset into the cluster's memory
  /// @param granted whether it gets it in this cycle
  record StreamRequest(int stream, int offset, boolean write, boolean granted) implements Event {}

  /// A load or store of either register file asks for the cluster's memory.
  ///
  /// @param granted whether it is served in this cycle
  record MemoryRequest(int address, boolean write, boolean granted) implements Event {}

  /// The DMA engine reads or writes a line, or a part of one.
  record DmaBeat(int address, int bytes, boolean write) implements Event {}
}
