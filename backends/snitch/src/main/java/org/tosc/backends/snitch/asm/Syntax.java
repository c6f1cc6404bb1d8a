package org.tosc.backends.snitch.asm;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.backends.snitch.isa.Operand;
import org.tosc.backends.snitch.isa.Part;

/// Operands in the words of messages.
final class Syntax {
  private Syntax() {}

  /// How the operands of an instruction are written: `rd, imm(rs1)`.
  static String of(Opcode opcode) {
    List<String> texts = new ArrayList<>();
    for (Part part : opcode.format().parts()) {
      switch (part) {
        case Part.Plain(Operand operand) -> {
          if (operand != Operand.ORDER) {
            texts.add(name(operand));
          }
        }
        case Part.Indexed(Operand offset, Operand base) ->
            texts.add(name(offset) + "(" + name(base) + ")");
        case Part.Address(Operand base) -> texts.add("(" + name(base) + ")");
      }
    }
    return String.join(", ", texts);
  }

  private static String name(Operand operand) {
    return switch (operand) {
      case XD -> "rd";
      case XS1 -> "rs1";
      case XS2 -> "rs2";
      case FD -> "fd";
      case FS1 -> "fs1";
      case FS2 -> "fs2";
      case FS3 -> "fs3";
      case I12, S12, U20, Z5, U5, U12 -> "imm";
      case B13, J21 -> "label";
      case SHAMT -> "shift";
      case CSR -> "csr";
      case PRED -> "before";
      case SUCC -> "after";
      case ORDER -> "order";
      case RM -> "rounding";
      case LENGTH -> "instructions";
      case STAGGER -> "stagger";
      case MASK, MASK5 -> "mask";
    };
  }

  /// What an operand is, with its article.
  static String meaning(Operand operand) {
    return switch (operand) {
      case XD, XS1, XS2 -> "an integer register";
      case FD, FS1, FS2, FS3 -> "a floating-point register";
      case I12, S12, U20, Z5, U5, U12 -> "an immediate";
      case B13, J21 -> "a label";
      case SHAMT -> "a distance to shift";
      case CSR -> "a control and status register";
      case PRED, SUCC -> "a set of accesses (letters of `iorw`)";
      case ORDER -> "a memory order";
      case RM -> "a rounding mode (`rne`, `rtz`, `rdn`, `rup`, `rmm`, `dyn`)";
      case LENGTH -> "a number of instructions";
      case STAGGER -> "a largest stagger";
      case MASK, MASK5 -> "a mask of staggered operands";
    };
  }
}
