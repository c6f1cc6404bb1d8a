package org.tosc.backends.machines.x86.isa;

/// What an instruction works on.
public sealed interface Operand permits Register, Indirect, Immediate, Target {}
