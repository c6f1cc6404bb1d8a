package org.tosc.backends.x86.asm;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Instructions as text, in the syntax of the Intel manual as GNU as takes it (`.intel_syntax
/// noprefix`).
public final class AssemblyText {
  private AssemblyText() {}

  /// `vaddps zmm0{k1}, zmm1, dword ptr [rdi+rcx*4+64]{1to16}`.
  ///
  /// @throws IllegalArgumentException where the instruction has no form for these operands
  public static String of(Opcode opcode, Operand... operands) {
    Form form = Forms.find(opcode, operands);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < operands.length; i++) {
      texts.add(text(operands[i], form, form.operands()[i]));
    }
    return texts.isEmpty() ? opcode.mnemonic() : opcode.mnemonic() + " " + String.join(", ", texts);
  }

  private static String text(Operand operand, Form form, Form.Slot slot) {
    return switch (operand) {
      case Mem m -> {
        String pointer = slot.takesAnyMemory() ? "" : pointer(m.bits());
        yield pointer + address(m) + broadcast(m, form);
      }
      case Masked m -> text(m.to(), form, slot) + mask(m);
      case Register _, Imm _, Label _, Rounding _ -> operand.toString();
    };
  }

  private static String broadcast(Mem m, Form form) {
    return m.isBroadcast() ? "{1to" + form.memoryBits() / m.bits() + "}" : "";
  }

  /// `{k1}{z}`.
  static String mask(Masked m) {
    return "{" + m.mask().text() + "}" + (m.zeroing() ? "{z}" : "");
  }

  /// As far as it is known without an instruction.
  static String memory(Mem m) {
    return pointer(m.bits()) + address(m) + (m.isBroadcast() ? "{1toN}" : "");
  }

  private static String address(Mem m) {
    boolean isAbsolute = m.base() == null && m.index() == null && m.label() == null;
    return isAbsolute ? "ds:" + m.displacement() : "[" + place(m) + "]";
  }

  private static String pointer(int bits) {
    String unit =
        switch (bits) {
          case 8 -> "byte";
          case 16 -> "word";
          case 32 -> "dword";
          case 64 -> "qword";
          case 128 -> "xmmword";
          case 256 -> "ymmword";
          default -> "zmmword";
        };
    return unit + " ptr ";
  }

  private static String place(Mem m) {
    if (m.label() != null) {
      return "rip+" + m.label() + signed(m.displacement());
    }
    StringBuilder text = new StringBuilder();
    if (m.base() != null) {
      text.append(m.base().text());
    }
    if (m.index() != null) {
      text.append(text.isEmpty() ? "" : "+");
      text.append(Objects.requireNonNull(m.index()).text()).append('*').append(m.scale());
    }
    return text + signed(m.displacement());
  }

  private static String signed(int displacement) {
    return displacement == 0 ? "" : displacement > 0 ? "+" + displacement : "" + displacement;
  }
}
