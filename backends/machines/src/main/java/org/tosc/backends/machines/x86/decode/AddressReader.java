package org.tosc.backends.machines.x86.decode;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Indirect.Form;
import org.tosc.backends.machines.x86.isa.Prefixes;
import org.tosc.backends.machines.x86.isa.Register;
import org.tosc.backends.machines.x86.manual.Encoding.Space;
import org.tosc.backends.machines.x86.manual.Row;
import org.tosc.backends.machines.x86.manual.Trait;

/// Reads addresses: ModRM, SIB, displacement (SDM volume 2, tables 2-2 and 2-3, 2.2.1.3).
final class AddressReader {
  private static final int REX_X = 2;
  private static final int REX_B = 1;
  private static final int RSP = 4;
  private static final int RBP = 5;

  private final Fields f;
  private final Bytes bytes;
  private final int width;

  AddressReader(Fields f, Bytes bytes) {
    this.f = f;
    this.bytes = bytes;
    width = f.prefixes.addressSize ? 4 : 8;
  }

  /// By how much disp8 is multiplied (2.7.5): the size of what is accessed, or of one element.
  static int scale(Row row, int size) {
    if (row.has(Trait.N1)) {
      return 1;
    }
    if (row.has(Trait.N2)) {
      return 2;
    }
    if (row.has(Trait.N4)) {
      return 4;
    }
    return row.has(Trait.N8) ? 8 : Math.max(1, size);
  }

  /// @param vectorIndex bytes of the vector of indices, or 0
  Indirect read(int vectorIndex, int size, boolean broadcast, int disp8) {
    taken();
    int mod = f.modrm >> 6;
    int rm = f.modrm & 7;
    if (rm != RSP) {
      f.rexUsed |= REX_B;
      return withoutSib(mod, rm, size, broadcast, disp8);
    }
    f.rexUsed |= REX_X | REX_B;
    int sib = bytes.next();
    int low = sib & 7;
    boolean noBase = low == RBP && mod == 0;
    Register base = noBase ? null : Register.general(width, low | f.b << 3);
    Form form = mod == 0 && !noBase ? Form.SIB : Form.SIB_DISPLACED;
    long displacement = noBase ? bytes.number(4) : displacement(mod, disp8);
    return new Indirect(
        f.prefixes.segment,
        base,
        index(sib, vectorIndex),
        1 << (sib >> 6),
        displacement,
        form,
        size,
        broadcast);
  }

  private void taken() {
    f.taken |= Prefixes.ADDRESS_SIZE | Prefixes.SEGMENT;
  }

  private @Nullable Register index(int sib, int vectorIndex) {
    int number = ((sib >> 3) & 7) | (f.x << 3);
    if (vectorIndex != 0) {
      return Register.vector(vectorIndex, number | (f.space == Space.EVEX ? f.v2 << 4 : 0));
    }
    return number == RSP ? null : Register.general(width, number);
  }

  private Indirect withoutSib(int mod, int rm, int size, boolean broadcast, int disp8) {
    int segment = f.prefixes.segment;
    if (mod == 0 && rm == RBP) {
      Form form = width == 4 ? Form.RELATIVE_32 : Form.RELATIVE;
      return new Indirect(segment, null, null, 1, bytes.number(4), form, size, broadcast);
    }
    Register base = Register.general(width, rm | f.b << 3);
    Form form = mod == 0 ? Form.PLAIN : Form.DISPLACED;
    return new Indirect(segment, base, null, 1, displacement(mod, disp8), form, size, broadcast);
  }

  private long displacement(int mod, int disp8) {
    return mod == 0 ? 0 : mod == 1 ? bytes.number(1) * disp8 : bytes.number(4);
  }

  /// An address that stands in the instruction.
  Indirect offset(int size) {
    f.taken |= Prefixes.SEGMENT;
    long at = bytes.number(width);
    return new Indirect(f.prefixes.segment, null, null, 1, at, Form.OFFSET, size, false);
  }

  /// What a string instruction accesses: `ds:[rsi]`, whose segment a prefix may replace, or
  /// `es:[rdi]`.
  Indirect string(int register, int size) {
    f.taken |= Prefixes.ADDRESS_SIZE;
    int segment = 0;
    if (register == 6) {
      f.taken |= Prefixes.SEGMENT;
      segment = f.prefixes.segment >= Indirect.FS ? f.prefixes.segment : 3;
    }
    Register base = Register.general(width, register);
    return new Indirect(segment, base, null, 1, 0, Form.STRING, size, false);
  }
}
