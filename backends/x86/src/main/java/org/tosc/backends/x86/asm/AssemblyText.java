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
    Form form = opcode.forms().find(operands);
    if (form == null) {
      throw new IllegalArgumentException(
          "no form of " + opcode.mnemonic() + " takes " + List.of(operands));
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < operands.length; i++) {
      texts.add(text(operands[i], form, form.operands().get(i)));
    }
    return texts.isEmpty() ? opcode.mnemonic() : opcode.mnemonic() + " " + String.join(", ", texts);
  }

  private static String text(Operand operand, Form form, Form.Slot slot) {
    return switch (operand) {
      case Register r -> r.text();
      case Mem m -> memory(m, form, slot.takesAnyMemory());
      case Imm(long value) -> Long.toString(value);
      case Label(int number) -> ".L" + number;
      case Masked(Operand to, Mask mask, boolean zeroing) ->
          text(to, form, slot) + "{" + mask.text() + "}" + (zeroing ? "{z}" : "");
      case Rounding r -> r.text();
    };
  }

  private static String memory(Mem m, Form form, boolean isAddressAlone) {
    boolean isAbsolute = m.base() == null && m.index() == null && m.label() == null;
    String inner = isAbsolute ? "ds:" + m.displacement() : "[" + place(m) + "]";
    String place = (isAddressAlone ? "" : pointer(m.bits())) + inner;
    return m.isBroadcast() ? place + "{1to" + form.memoryBits() / m.bits() + "}" : place;
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
      return "rip+.L" + m.label().number() + signed(m.displacement());
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
