package org.tosc.backends.x86.asm;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Form.Space;

/// Writes instructions in given forms (Intel SDM volume 2, chapter 2).
///
/// One encoder writes one instruction after the other: what an instruction's operands say is
/// gathered in fields and written then, without objects of its own.
final class Encoder {
  /// No instruction is longer (Intel SDM volume 2, 2.3.11).
  static final int LONGEST = 15;

  private static final int REX = 0x40;
  private static final int HAS_SIB = 4;
  private static final int NO_BASE = 5;

  private final CodeBuffer out;

  private int reg;
  private int rm;
  private int inOpcode;
  private int vvvv;
  private int index;
  private int mask;
  private boolean zeroing;
  private boolean rexByte;
  private @Nullable Rounding rounding;
  private @Nullable Mem mem;
  private long constant;

  /// Where the displacement of the instruction written last is that counts from its end; -1 for
  /// none.
  private int relativeAt;

  Encoder(CodeBuffer out) {
    this.out = out;
  }

  /// Writes one instruction. Of a place relative to the code the displacement is left 0.
  ///
  /// @param kinds of the operands
  void write(Form found, Operand[] operands, long[] kinds) {
    out.ensure(LONGEST);
    gather(found, operands, kinds);
    Form form = found;
    Form mirror = form.mirror();
    if (mirror != null && mem == null && reg < 8 && rm >= 8) {
      int swapped = reg;
      reg = rm;
      rm = swapped;
      form = mirror;
    }
    switch (form.space()) {
      case LEGACY -> legacy(form);
      case VEX -> vex(form);
      case EVEX -> evex(form);
    }
    if (form.space() != Space.LEGACY) {
      out.put8(form.opcode());
    }
    relativeAt = -1;
    if (form.suffix() >= 0) {
      out.put8(form.suffix());
    } else if (form.digit() != Form.NO_MODRM) {
      modRm(form);
    }
    switch (form.constantBytes()) {
      case 0 -> {}
      case 1 -> out.put8((int) constant);
      case 2 -> out.put16((int) constant);
      case 4 -> out.put32((int) constant);
      default -> out.put64(constant);
    }
  }

  /// Where in the buffer the displacement to a label stands; -1 where there is none.
  int relativeAt() {
    return relativeAt;
  }

  private void gather(Form form, Operand[] operands, long[] kinds) {
    reg = Math.max(0, form.digit());
    rm = 0;
    inOpcode = 0;
    vvvv = 0;
    index = 0;
    mask = 0;
    zeroing = false;
    rexByte = false;
    rounding = null;
    mem = null;
    constant = 0;
    for (int i = 0; i < operands.length; i++) {
      Operand operand = operands[i];
      if ((kinds[i] & Kind.UNDER_MASK) != 0) {
        Masked masked = (Masked) operand;
        mask = masked.mask().number();
        zeroing = masked.zeroing();
        operand = masked.to();
      }
      rexByte |= (kinds[i] & Kind.NEEDS_REX) != 0;
      take(form.operands()[i].role(), operand, Kind.numberOf(kinds[i]));
    }
    if (form.isDistinct()) {
      checkDistinct(form);
    }
  }

  private void checkDistinct(Form form) {
    int other = mem == null ? rm : index;
    boolean hasThree = form.space() == Space.VEX;
    if (reg == other || (hasThree && (reg == vvvv || vvvv == other))) {
      throw new IllegalArgumentException("two registers are the same that must differ");
    }
  }

  private void take(Form.Role role, Operand operand, int number) {
    switch (role) {
      case REG -> reg = number;
      case RM -> {
        rm = number;
        if (operand instanceof Mem m) {
          mem = m;
          index = m.index() == null ? 0 : m.index().number();
        }
      }
      case VVVV -> vvvv = number;
      case OPCODE -> {
        rm = number;
        inOpcode = number & 7;
      }
      case CONSTANT -> constant |= ((Imm) operand).value();
      case IS4 -> constant |= (long) number << 4;
      case ROUNDING -> rounding = (Rounding) operand;
      case RELATIVE -> throw new IllegalArgumentException("jumps are the assembler's");
      case IMPLIED -> {}
    }
  }

  /// Bit 3 of the number of what ModRM.r/m, the base of an address or the opcode says.
  private int b() {
    return mem == null ? (rm >> 3) & 1 : mem.base() == null ? 0 : mem.base().number() >> 3;
  }

  /// Bit 3 of the index; of a vector register in ModRM.r/m bit 4, which EVEX puts here.
  private int x() {
    return mem == null ? rm >> 4 : (index >> 3) & 1;
  }

  private void legacy(Form form) {
    if (form.isShort16()) {
      out.put8(0x66);
    }
    if (form.prefix() != 0) {
      out.put8(form.prefix());
    }
    int bits = (form.wide() ? 8 : 0) | ((reg >> 3) << 2) | (x() << 1) | b();
    if (bits != 0 || rexByte) {
      out.put8(REX | bits);
    }
    if (form.map() > 0) {
      out.put8(0x0F);
    }
    if (form.map() > 1) {
      out.put8(form.map() == 2 ? 0x38 : 0x3A);
    }
    out.put8(form.opcode() + inOpcode);
  }

  /// The number of a mandatory prefix in VEX.pp and EVEX.pp.
  private static int pp(int prefix) {
    return switch (prefix) {
      case 0x66 -> 1;
      case 0xF3 -> 2;
      case 0xF2 -> 3;
      default -> 0;
    };
  }

  private void vex(Form form) {
    int last = ((~vvvv & 15) << 3) | (form.length() << 2) | pp(form.prefix());
    int r = (~reg >> 3) & 1;
    if (form.map() == 1 && !form.wide() && x() == 0 && b() == 0) {
      out.put8(0xC5);
      out.put8((r << 7) | last);
    } else {
      out.put8(0xC4);
      out.put8((r << 7) | ((~x() & 1) << 6) | ((~b() & 1) << 5) | form.map());
      out.put8((form.wide() ? 0x80 : 0) | last);
    }
  }

  private void evex(Form form) {
    int highReg = (~reg >> 4) & 1;
    int other = mem != null && mem.index() instanceof Vec ? index : vvvv;
    int highOther = (~other >> 4) & 1;
    boolean broadcasts = mem != null && mem.isBroadcast();
    int length = rounding == null ? form.length() : rounding.bits();
    int first =
        (((~reg >> 3) & 1) << 7)
            | ((~x() & 1) << 6)
            | ((~b() & 1) << 5)
            | (highReg << 4)
            | form.map();
    int second = (form.wide() ? 0x80 : 0) | ((~vvvv & 15) << 3) | 4 | pp(form.prefix());
    int third =
        (zeroing ? 0x80 : 0)
            | (length << 5)
            | (broadcasts || rounding != null ? 0x10 : 0)
            | (highOther << 3)
            | mask;
    out.put32(0x62 | (first << 8) | (second << 16) | (third << 24));
  }

  private void modRm(Form form) {
    int middle = (reg & 7) << 3;
    Mem m = mem;
    if (m == null) {
      out.put8(0xC0 | middle | (rm & 7));
    } else if (m.label() != null) {
      if (form.hasSib()) {
        throw new IllegalArgumentException("this takes no place relative to the code: " + m);
      }
      out.put8(middle | NO_BASE);
      relativeAt = out.size();
      out.put32(m.displacement());
    } else {
      address(m, middle, form);
    }
  }

  private void address(Mem m, int middle, Form form) {
    int unit = form.displacementUnit(m);
    Gpr base = m.base();
    int displacement = m.displacement();
    if (base == null) {
      out.put8(middle | HAS_SIB);
      sib(m, NO_BASE);
      out.put32(displacement);
      return;
    }
    int low = base.number() & 7;
    boolean isShort =
        displacement % unit == 0 && (byte) (displacement / unit) == displacement / unit;
    int mod = displacement == 0 && low != NO_BASE ? 0 : isShort ? 0x40 : 0x80;
    if (m.index() == null && low != HAS_SIB && !form.hasSib()) {
      out.put8(mod | middle | low);
    } else {
      out.put8(mod | middle | HAS_SIB);
      sib(m, low);
    }
    if (mod == 0x40) {
      out.put8(displacement / unit);
    } else if (mod == 0x80) {
      out.put32(displacement);
    }
  }

  private void sib(Mem m, int base) {
    int scale = Integer.numberOfTrailingZeros(m.scale()) << 6;
    out.put8(scale | ((m.index() == null ? HAS_SIB : index & 7) << 3) | base);
  }
}
