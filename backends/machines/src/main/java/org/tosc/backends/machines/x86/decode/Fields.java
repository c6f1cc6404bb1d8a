package org.tosc.backends.machines.x86.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.isa.Fault;
import org.tosc.backends.machines.x86.isa.Prefixes;
import org.tosc.backends.machines.x86.isa.Rounding;
import org.tosc.backends.machines.x86.manual.Encoding.Space;
import org.tosc.backends.machines.x86.manual.Row;
import org.tosc.backends.machines.x86.manual.Trait;

/// The fields of an encoding, whatever prefix brought them: REX, VEX (SDM volume 2, 2.3.5) or EVEX
/// (2.7.1). Bits that are stored inverted stand here as they are meant.
final class Fields {
  final Bytes bytes;
  final PrefixReader prefixes;
  Space space = Space.LEGACY;
  int map;
  int opcode;
  int prefix;
  boolean w;

  /// Each 0 or 1; `r2`, `v2` are EVEX.R' and EVEX.V'.
  int r;

  int x;
  int b;
  int r2;
  int v2;
  int vvvv;
  int vectorLengthBits;
  boolean evexB;
  int mask;
  boolean zeroing;
  int modrm;
  boolean hasModrm;
  int operandSize = 4;
  int vectorLength = 16;
  int rexUsed;
  int taken;

  private static final Fault VEX_PREFIX =
      new Fault(Fault.Kind.PREFIX, "66, F2, F3, LOCK or REX stands before VEX or EVEX");
  private static final Fault FP16 =
      new Fault(Fault.Kind.UNMODELLED, "AVX512-FP16 (maps 5 and 6) is not in this model");

  /// As EVEX.L'L numbers them (2.7.8).
  private static final List<Rounding> ROUNDINGS =
      List.of(Rounding.NEAREST, Rounding.DOWN, Rounding.UP, Rounding.ZERO);

  private static final Fault RESERVED =
      new Fault(Fault.Kind.UNDEFINED, "a reserved bit or map of VEX or EVEX");

  Fields(Bytes bytes, PrefixReader prefixes) {
    this.bytes = bytes;
    this.prefixes = prefixes;
  }

  /// Reads what lies between legacy prefixes and ModRM.
  @Nullable Fault readOpcode(int first) {
    switch (first) {
      case 0xC4, 0xC5, 0x62 -> {
        // SDM volume 2, 2.3.2, 2.3.3 and 2.7.
        if (prefixes.operandSize || prefixes.repeat != 0 || prefixes.lock || prefixes.rex != 0) {
          return VEX_PREFIX;
        }
        return first == 0x62 ? readEvex() : readVex(first);
      }
      case 0x0F -> readTwoBytes();
      default -> opcode = first;
    }
    int rex = prefixes.rex;
    w = (rex & 8) != 0;
    r = rex >> 2 & 1;
    x = rex >> 1 & 1;
    b = rex & 1;
    prefix =
        prefixes.repeat == 0xF3 ? 2 : prefixes.repeat == 0xF2 ? 3 : prefixes.operandSize ? 1 : 0;
    return null;
  }

  private void readTwoBytes() {
    map = 1;
    opcode = bytes.next();
    if (opcode == 0x38 || opcode == 0x3A) {
      map = opcode == 0x38 ? 2 : 3;
      opcode = bytes.next();
    }
  }

  private @Nullable Fault readVex(int first) {
    space = Space.VEX;
    int p = bytes.next();
    r = ~p >> 7 & 1;
    map = 1;
    if (first == 0xC4) {
      x = ~p >> 6 & 1;
      b = ~p >> 5 & 1;
      map = p & 31;
      p = bytes.next();
      w = (p & 0x80) != 0;
    }
    vvvv = ~p >> 3 & 15;
    vectorLengthBits = p >> 2 & 1;
    prefix = p & 3;
    opcode = bytes.next();
    return map == 0 || map > 3 ? RESERVED : null;
  }

  private @Nullable Fault readEvex() {
    space = Space.EVEX;
    int p0 = bytes.next();
    int p1 = bytes.next();
    int p2 = bytes.next();
    r = ~p0 >> 7 & 1;
    x = ~p0 >> 6 & 1;
    b = ~p0 >> 5 & 1;
    r2 = ~p0 >> 4 & 1;
    map = p0 & 7;
    w = (p1 & 0x80) != 0;
    vvvv = ~p1 >> 3 & 15;
    prefix = p1 & 3;
    zeroing = (p2 & 0x80) != 0;
    vectorLengthBits = p2 >> 5 & 3;
    evexB = (p2 & 0x10) != 0;
    v2 = ~p2 >> 3 & 1;
    mask = p2 & 7;
    opcode = bytes.next();
    if ((p0 & 8) != 0 || (p1 & 4) == 0 || map == 0 || map == 4 || map == 7) {
      return RESERVED;
    }
    return map > 3 ? FP16 : null;
  }

  void readModrm() {
    modrm = bytes.next();
    hasModrm = true;
  }

  boolean isMemory() {
    return modrm < 0xC0;
  }

  boolean registerWithB() {
    return evexB && !isMemory();
  }

  /// Sizes, now that the row is known.
  void choose(Row row) {
    if (row.has(Trait.F64)) {
      operandSize = 8;
    } else if (w) {
      operandSize = 8;
    } else if (prefixes.operandSize) {
      operandSize = 2;
    } else {
      operandSize = row.has(Trait.D64) ? 8 : 4;
    }
    vectorLength = registerWithB() && Checks.rounds(row) ? 64 : 16 << Math.min(vectorLengthBits, 2);
  }

  Rounding rounding(Row row) {
    if (!registerWithB() || row.has(Trait.IGNORED)) {
      return Rounding.NONE;
    }
    return row.has(Trait.ER) ? ROUNDINGS.get(vectorLengthBits) : Rounding.SAE;
  }

  Prefixes prefixes(Row row) {
    int prefixed = row.encoding().prefix();
    if (space == Space.LEGACY && prefixed >= 0) {
      taken |= prefixed == 1 ? Prefixes.OPERAND_SIZE : prefixed > 1 ? Prefixes.REPEAT : 0;
    }
    return new Prefixes(
        prefixes.count,
        prefixes.lock,
        prefixes.operandSize,
        prefixes.addressSize,
        prefixes.repeat,
        prefixes.segment,
        prefixes.rex,
        rexUsed,
        taken);
  }
}
