package org.tosc.backends.machines.x86.isa;

/// Where a branch goes.
///
/// @param distance from the end of the instruction
public record Target(long distance) implements Operand {}
