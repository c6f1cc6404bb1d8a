package org.tosc.backends.machines.x86.exec;

/// Why a program stopped where it should not.
///
/// @param pc the address of the instruction
/// @param instruction its text, or what is there instead
/// @param detail what is wrong, with the address of a wrong access
public record Trap(Kind kind, long pc, String instruction, String detail) {

  /// What happened.
  public enum Kind {
    /// An access outside all regions, or against a region's permissions.
    MEMORY,
    /// An access that is not aligned, by an instruction that demands it.
    ALIGNMENT,
    /// No instruction is there.
    INVALID,
    /// A division by zero, or whose quotient does not fit.
    DIVIDE,
    /// `int3`, `int`, `ud2` or `syscall`.
    SOFTWARE,
    /// An instruction, or what it is asked to do, that the model does not have.
    UNMODELLED
  }

  @Override
  public String toString() {
    return "%s at 0x%x (%s): %s".formatted(kind, pc, instruction, detail);
  }
}
