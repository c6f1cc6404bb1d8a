package org.tosc.backends.x86.asm;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One way to write an instruction, for operands of certain widths.
///
/// @param operands what it takes, in the order of Intel's syntax
/// @param length 0, 1 or 2 for 128, 256 and 512 bits (VEX.L, EVEX.L'L)
/// @param map 0 for one byte, 1 for `0F`, 2 for `0F 38`, 3 for `0F 3A`; of EVEX also 5 and 6
/// @param prefix 0, or a mandatory `66`, `F3` or `F2`
/// @param isShort16 whether the prefix `66` says that operands have 16 bits
/// @param wide REX.W, VEX.W or EVEX.W
/// @param digit of ModRM.reg; [#REGISTER] where that is a register, [#NO_MODRM] without that byte
/// @param suffix a byte behind the opcode, -1 for none
/// @param constantBytes of a constant at the end
/// @param memoryBits how many are accessed where an operand is memory, without broadcast
/// @param unit what a displacement of 8 bits is multiplied by, 1 but for EVEX (Intel SDM volume 2,
///   2.7.5, where it is called N and follows from a tuple type)
/// @param hasSib whether addresses have a SIB byte also without an index, and are not relative
/// @param isDistinct whether all registers must differ: those of gathers, with the indexes, and of
///   products of tiles; the CPU refuses others (#UD)
/// @param featureBits the same as [Feature#bits]
/// @param mirror the form that differs only in that ModRM.reg and ModRM.r/m are the other way
///   round, where it can be shorter
@SuppressWarnings("ArrayRecordComponent") // forms are never compared, and read very often
record Form(
    Slot[] operands,
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
    int unit,
    boolean hasSib,
    boolean isDistinct,
    Set<Feature> features,
    long featureBits,
    @Nullable Form mirror) {
  static final int REGISTER = -1;
  static final int NO_MODRM = -2;

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
    operands = operands.clone();
    // In the order of the features, so that messages do not change from run to run.
    Set<Feature> ordered = EnumSet.noneOf(Feature.class);
    ordered.addAll(features);
    features = Collections.unmodifiableSet(ordered);
  }

  /// @param kinds what operands are, as bits of [Kind]
  /// @param count how many operands there are
  boolean accepts(long[] kinds, int count) {
    if (operands.length != count) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (!Kind.accepts(operands[i].accepts, kinds[i])) {
        return false;
      }
    }
    return true;
  }

  /// Whether it is a jump or a call to a label.
  boolean isRelative() {
    return operands.length == 1 && operands[0].role == Role.RELATIVE;
  }

  /// What a displacement of 8 bits is multiplied by.
  int displacementUnit(Mem mem) {
    return space == Space.EVEX && mem.isBroadcast() ? mem.bits() / 8 : unit;
  }

  /// Whether it is written in the same way as another but that ModRM.reg and ModRM.r/m are the
  /// other way round. VEX has one byte less where a register from 8 on is in ModRM.reg only (Intel
  /// SDM volume 2, 2.3.6).
  boolean mirrors(Form other) {
    if (space != Space.VEX || map != 1 || wide || length != other.length || other.space != space) {
      return false;
    }
    boolean swaps = operands.length == other.operands.length && !other.wide && other.map == map;
    for (int i = 0; swaps && i < operands.length; i++) {
      Slot mine = operands[i];
      Slot its = other.operands[i];
      Role expected =
          switch (mine.role) {
            case REG -> Role.RM;
            case RM -> Role.REG;
            case VVVV, OPCODE, CONSTANT, IS4, RELATIVE, ROUNDING, IMPLIED -> mine.role;
          };
      swaps = its.role == expected && (mine.accepts & its.accepts & Kind.ANY_VECTOR) != 0;
    }
    return swaps;
  }

  Form withMirror(Form other) {
    return new Form(
        operands,
        space,
        length,
        map,
        prefix,
        isShort16,
        wide,
        opcode,
        digit,
        suffix,
        constantBytes,
        memoryBits,
        unit,
        hasSib,
        isDistinct,
        features,
        featureBits,
        other);
  }
}
