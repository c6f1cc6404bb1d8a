package org.tosc.backends.x86.asm;

import java.util.List;

/// Jumps with 8 and with 32 bits, and bytes that do nothing.
final class Jumps {
  /// Bytes of a jump with 8 bits.
  static final int SHORT = 2;

  /// Instructions of 1 to 9 bytes that do nothing (Intel SDM volume 2, NOP, table 4-12).
  private static final List<String> NOPS =
      List.of(
          "90",
          "6690",
          "0F1F00",
          "0F1F4000",
          "0F1F440000",
          "660F1F440000",
          "0F1F8000000000",
          "0F1F840000000000",
          "660F1F840000000000");

  /// Bytes of the longest of them.
  static final int LONGEST_NOP = NOPS.size();

  private Jumps() {}

  /// The form with 32 bits.
  static Form near(Opcode opcode) {
    Form form = opcode.forms().relative(Integer.BYTES);
    if (form == null) {
      throw new IllegalArgumentException(opcode.mnemonic() + " takes no label");
    }
    return form;
  }

  static int nearSize(Form near) {
    return near.map() + 1 + Integer.BYTES;
  }

  /// Bytes of the shortest form: calls have but one.
  static int least(Opcode opcode) {
    return opcode.forms().relative(Byte.BYTES) != null ? SHORT : nearSize(near(opcode));
  }

  /// @param distance from the end of the jump
  static void write(CodeBuffer out, Opcode opcode, int size, int distance) {
    Form small = size == SHORT ? opcode.forms().relative(Byte.BYTES) : null;
    Form form = small != null ? small : near(opcode);
    if (form.map() > 0) {
      out.put8(0x0F);
    }
    out.put8(form.opcode());
    if (small != null) {
      out.put8(distance);
    } else {
      out.put32(distance);
    }
  }

  /// So many bytes that do nothing, in few instructions.
  static void nops(CodeBuffer out, int bytes) {
    int left = bytes;
    while (left > 0) {
      String nop = NOPS.get(Math.min(left, NOPS.size()) - 1);
      for (int i = 0; i < nop.length(); i += 2) {
        out.put8(Integer.parseInt(nop, i, i + 2, 16));
      }
      left -= nop.length() / 2;
    }
  }
}
