package org.tosc.backends.machines.x86.decode;

import java.util.Arrays;
import java.util.List;
import org.tosc.backends.machines.x86.isa.Immediate;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Operand;
import org.tosc.backends.machines.x86.isa.Prefixes;
import org.tosc.backends.machines.x86.isa.Register;
import org.tosc.backends.machines.x86.isa.Target;
import org.tosc.backends.machines.x86.manual.Encoding;
import org.tosc.backends.machines.x86.manual.Encoding.Space;
import org.tosc.backends.machines.x86.manual.Row;
import org.tosc.backends.machines.x86.manual.Slot;
import org.tosc.backends.machines.x86.manual.Slot.Kind;
import org.tosc.backends.machines.x86.manual.Slot.Source;
import org.tosc.backends.machines.x86.manual.Trait;
import org.tosc.backends.machines.x86.manual.Width;

/// Makes the operands that a row names from the fields of an encoding.
final class OperandReader {
  private static final int REX_W = 8;
  private static final int REX_R = 4;
  private static final int REX_B = 1;
  private static final int REX_ANY = 0x40;

  private final Row row;
  private final Fields f;
  private final Bytes bytes;

  OperandReader(Row row, Fields f, Bytes bytes) {
    this.row = row;
    this.f = f;
    this.bytes = bytes;
  }

  /// In the order of the row. Memory is read first, because displacements come before immediates.
  List<Operand> read() {
    List<Slot> slots = row.operands();
    Operand[] operands = new Operand[slots.size()];
    for (int i = 0; i < operands.length; i++) {
      if (isMemory(slots.get(i))) {
        operands[i] = memory(slots.get(i));
      }
    }
    for (int i = 0; i < operands.length; i++) {
      if (operands[i] == null) {
        operands[i] = other(slots.get(i));
      }
    }
    impliedSize();
    if (row.mnemonic().equals("jrcxz")) {
      f.taken |= Prefixes.ADDRESS_SIZE;
    }
    return Arrays.asList(operands);
  }

  private void impliedSize() {
    if (row.mnemonic().indexOf('/') >= 0) {
      size(Width.V);
    }
    if (f.space == Space.LEGACY && row.encoding().w() != Encoding.ANY) {
      f.rexUsed |= REX_W;
    }
  }

  private boolean isMemory(Slot slot) {
    Source source = slot.source();
    return source == Source.RM_MEMORY
        || source == Source.VSIB
        || (source == Source.RM && f.isMemory());
  }

  private Indirect memory(Slot slot) {
    boolean broadcast = f.evexB && slot.broadcast() != 0;
    int size = broadcast ? slot.broadcast() : size(slot.memory());
    int scaled = AddressReader.scale(row, size);
    return new AddressReader(f, bytes)
        .read(
            slot.source() == Source.VSIB ? Math.max(16, size(slot.register())) : 0,
            size,
            broadcast,
            f.space == Space.EVEX ? scaled : 1);
  }

  private Operand other(Slot slot) {
    return switch (slot.source()) {
      case REG -> register(slot, f.modrm >> 3 & 7, f.r, f.r2, REX_R);
      case RM, RM_REGISTER, RM_MEMORY, VSIB ->
          register(slot, f.modrm & 7, f.b, f.space == Space.EVEX ? f.x : 0, REX_B);
      case VVVV -> register(slot, f.vvvv, 0, f.v2, 0);
      case OPCODE -> register(slot, f.opcode & 7, f.b, 0, REX_B);
      case IS4 -> register(slot, bytes.next() >> 4, 0, 0, 0);
      case FIXED -> register(slot, slot.fixed(), 0, 0, 0);
      case ONE -> new Immediate(1, 1);
      case IMMEDIATE -> immediate(slot);
      case SIGNED_BYTE -> new Immediate(bytes.number(1), size(Width.V));
      case BRANCH -> new Target(bytes.number(slot.register() == Width.B ? 1 : 4));
      case OFFSET -> new AddressReader(f, bytes).offset(size(slot.memory()));
      case STRING_SOURCE -> new AddressReader(f, bytes).string(6, size(slot.memory()));
      case STRING_DESTINATION -> new AddressReader(f, bytes).string(7, size(slot.memory()));
    };
  }

  private Immediate immediate(Slot slot) {
    int size = size(slot.register());
    long value = bytes.number(size);
    return new Immediate(value, slot.register() == Width.Z ? f.operandSize : size);
  }

  private Register register(Slot slot, int low, int high, int higher, int rexBit) {
    f.rexUsed |= rexBit;
    return switch (slot.kind()) {
      case GENERAL -> general(slot, low | high << 3);
      case VECTOR ->
          Register.vector(Math.max(16, size(slot.register())), low | high << 3 | higher << 4);
      case MASK -> Register.of(Register.File.MASK, low & 7);
      case NONE -> throw new IllegalStateException("row without a register: " + row);
    };
  }

  /// Without REX the byte registers 4 to 7 are ah, ch, dh, bh (SDM volume 2, table 3-1).
  private Register general(Slot slot, int number) {
    int size = size(slot.register());
    if (size == 1 && f.space == Space.LEGACY && slot.kind() == Kind.GENERAL) {
      f.rexUsed |= number >= 4 ? REX_ANY : 0;
      if (f.prefixes.rex == 0 && number >= 4 && slot.source() != Source.FIXED) {
        return Register.of(Register.File.HIGH_BYTE, number - 4);
      }
    }
    return Register.general(size, number);
  }

  private int size(Width width) {
    if (width == Width.V || width == Width.Y || width == Width.Z) {
      f.rexUsed |= row.has(Trait.D64) || row.has(Trait.F64) ? 0 : REX_W;
      if (width != Width.Y && !f.w) {
        f.taken |= Prefixes.OPERAND_SIZE;
      }
    }
    return width.bytes(f.operandSize, f.w, f.vectorLength);
  }
}
