package org.tosc.backends.x86.asm;

import java.util.List;
import java.util.Set;

/// One way to write an instruction, for operands of certain widths.
///
/// @param operands what it takes, in the order of Intel's syntax
/// @param length 0, 1 or 2 for 128, 256 and 512 bits (VEX.L, EVEX.L'L)
/// @param map 0 for one byte, 1 for `0F`, 2 for `0F 38`, 3 for `0F 3A`
/// @param prefix 0, or a mandatory `66`, `F3` or `F2`
/// @param isShort16 whether the prefix `66` says that operands have 16 bits
/// @param wide REX.W, VEX.W or EVEX.W
/// @param digit of ModRM.reg, -1 where that is a register
/// @param suffix a byte behind the opcode, -1 for none
/// @param constantBytes of a constant at the end
/// @param memoryBits how many are accessed where an operand is memory, without broadcast
record Form(
    List<Slot> operands,
    Space space,
    int length,
    int map,
    int prefix,
    boolean isShort16,
    boolean wide,
    int opcode,
    int digit,
    int suffix,
    int constantBytes,
    int memoryBits,
    Set<Feature> features) {
  /// Which prefixes it has.
  enum Space {
    LEGACY,
    VEX,
    EVEX
  }

  /// Where an operand's number goes (the column "Op/En" of the manual).
  enum Role {
    REG,
    RM,
    VVVV,
    OPCODE,
    CONSTANT,
    /// Bits 7 … 4 of a constant.
    IS4,
    RELATIVE,
    ROUNDING,
    /// Nowhere: the form is for this operand alone.
    IMPLIED
  }

  /// @param accepts bits of [Kind]
  record Slot(Role role, long accepts) {
    /// Whether it takes an address, however much is there.
    boolean takesAnyMemory() {
      return (accepts & Kind.ANY_MEMORY) == Kind.ANY_MEMORY;
    }
  }

  Form {
    operands = List.copyOf(operands);
    features = Set.copyOf(features);
  }

  boolean accepts(Operand[] given) {
    int n = operands.size();
    if (given.length != n) {
      return false;
    }
    for (int i = 0; i < n; i++) {
      if (!Kind.accepts(operands.get(i).accepts(), given[i].kind())) {
        return false;
      }
    }
    return true;
  }

  Role role(int operand) {
    return operands.get(operand).role();
  }

  /// What EVEX divides a displacement of 8 bits by: the bytes of the memory (Intel SDM volume 2,
  /// 2.7.5, where they are called N and follow from a tuple type).
  int displacementUnit(Mem mem) {
    return space != Space.EVEX ? 1 : mem.isBroadcast() ? mem.bits() / 8 : memoryBits / 8;
  }
}
