package org.tosc.backends.machines.x86.manual;

/// One operand of a row: where it stands in the encoding, what it is and how wide.
///
/// @param register width of the register
/// @param memory width of the memory operand, where it may be one
/// @param broadcast bytes of the element that EVEX.b repeats, 0 where it may not
/// @param fixed number of a register that the opcode implies
public record Slot(
    Source source,
    Kind kind,
    Width register,
    Width memory,
    int broadcast,
    Masking masking,
    int fixed) {

  /// Where an operand stands.
  public enum Source {
    /// ModRM.reg.
    REG,
    /// ModRM.r/m: register or memory.
    RM,
    /// ModRM.r/m: a register.
    RM_REGISTER,
    /// ModRM.r/m: memory.
    RM_MEMORY,
    /// ModRM.r/m: memory with a vector of indices.
    VSIB,
    /// VEX.vvvv.
    VVVV,
    /// The low bits of the opcode.
    OPCODE,
    /// The high half of an immediate byte.
    IS4,
    /// An immediate.
    IMMEDIATE,
    /// An immediate byte, sign extended to the operand size.
    SIGNED_BYTE,
    /// An immediate that is a distance from the next instruction.
    BRANCH,
    /// An address of 8 bytes.
    OFFSET,
    /// The string at rSI.
    STRING_SOURCE,
    /// The string at rDI.
    STRING_DESTINATION,
    /// Implied by the opcode.
    FIXED,
    /// The number 1, implied by the opcode.
    ONE
  }

  /// What an operand is where it is a register.
  public enum Kind {
    GENERAL,
    VECTOR,
    MASK,
    NONE
  }

  /// What masks may do to it.
  public enum Masking {
    NONE,
    MERGE,
    MERGE_OR_ZERO
  }

  /// Whether it takes ModRM.
  boolean needsModrm() {
    return switch (source) {
      case REG, RM, RM_REGISTER, RM_MEMORY, VSIB -> true;
      case VVVV,
          OPCODE,
          IS4,
          IMMEDIATE,
          SIGNED_BYTE,
          BRANCH,
          OFFSET,
          STRING_SOURCE,
          STRING_DESTINATION,
          FIXED,
          ONE ->
          false;
    };
  }
}
