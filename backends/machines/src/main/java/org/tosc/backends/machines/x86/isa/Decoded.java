package org.tosc.backends.machines.x86.isa;

/// What a string of bytes is: an instruction, or the reason why it is none.
public sealed interface Decoded permits Instruction, Fault {}
