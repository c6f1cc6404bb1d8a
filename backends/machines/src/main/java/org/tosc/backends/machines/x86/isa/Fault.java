package org.tosc.backends.machines.x86.isa;

/// Why bytes are no instruction.
public record Fault(Kind kind, String detail) implements Decoded {

  /// What is wrong.
  public enum Kind {
    /// The bytes end within the instruction.
    TRUNCATED,
    /// More than 15 bytes (SDM volume 2, 2.3.11): a general-protection fault.
    TOO_LONG,
    /// No instruction has this opcode: an invalid-opcode fault.
    UNDEFINED,
    /// A prefix that this instruction must not have: an invalid-opcode fault.
    PREFIX,
    /// Operands that this instruction must not have: an invalid-opcode fault.
    OPERAND,
    /// The manual defines it, this model does not have it.
    UNMODELLED
  }

  @Override
  public String toString() {
    return kind + ": " + detail;
  }
}
