package org.tosc.backends.snitch.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Instructions as text. Numbers have the base that objdump gives them.
final class InstructionText {
  private final Instruction instruction;
  private final String mnemonic;

  InstructionText(Instruction instruction) {
    this.instruction = instruction;
    this.mnemonic = instruction.opcode().mnemonic();
  }

  String relative() {
    return text(offset -> offset < 0 ? ".-" + -offset : ".+" + offset);
  }

  String to(String label) {
    return text(_ -> label);
  }

  String at(int address) {
    return text(offset -> "0x" + Integer.toHexString(address + offset));
  }

  private String text(IntFunction<String> target) {
    List<String> texts = new ArrayList<>();
    String name = mnemonic;
    for (Part part : instruction.opcode().format().parts()) {
      switch (part) {
        case Part.Plain(Operand operand) when operand == Operand.ORDER ->
            name += Names.order(value(operand));
        case Part.Plain(Operand operand) -> {
          if (operand != Operand.RM || value(operand) != Rounding.DYN.number()) {
            texts.add(text(operand, target));
          }
        }
        case Part.Indexed(Operand offset, Operand base) ->
            texts.add(text(offset, target) + "(" + text(base, target) + ")");
        case Part.Address(Operand base) -> texts.add("(" + text(base, target) + ")");
      }
    }
    return texts.isEmpty() ? name : name + " " + String.join(", ", texts);
  }

  private int value(Operand operand) {
    return operand.decode(instruction.word());
  }

  private String text(Operand operand, IntFunction<String> target) {
    int value = value(operand);
    return switch (operand.kind()) {
      case X -> XReg.of(value).text();
      case F -> FReg.of(value).text();
      case DISPLACEMENT -> target.apply(value);
      case ACCESSES -> Names.accesses(value);
      case ORDER -> Names.order(value);
      case ROUNDING -> Rounding.of(value).text();
      case SIGNED, COUNT -> Integer.toString(value);
      case UNSIGNED -> number(operand, value);
    };
  }

  private static String number(Operand operand, int value) {
    if (operand == Operand.CSR) {
      return Csrs.text(value);
    }
    boolean isHex = operand == Operand.U20 || operand == Operand.SHAMT;
    return isHex ? "0x" + Integer.toHexString(value) : Integer.toString(value);
  }
}
