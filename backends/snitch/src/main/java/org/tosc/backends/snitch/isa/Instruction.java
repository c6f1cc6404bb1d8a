package org.tosc.backends.snitch.isa;

import java.util.ArrayList;
import java.util.List;

/// An instruction with its operands.
///
/// ```java
/// var add = Instruction.of(Base.ADDI, XReg.A0.number(), XReg.A0.number(), 8);
/// add.word();      // 0x00850513
/// add.toString();  // addi a0, a0, 8
/// ```
///
/// @param word the encoded instruction; operands are its fields, so it holds them exactly
public record Instruction(Opcode opcode, int word) {
  public Instruction {
    if (!opcode.format().matches(word)) {
      throw new IllegalArgumentException("0x%08x is no %s".formatted(word, opcode.mnemonic()));
    }
  }

  /// With operands in the order of the text; see [Operand] for what their values mean. A rounding
  /// mode or memory order at the end may be left out.
  ///
  /// @throws IllegalArgumentException where a value is out of range, or the number of operands
  ///   wrong
  public static Instruction of(Opcode opcode, int... operands) {
    Format format = opcode.format();
    List<Operand> fields = format.operands();
    int missing = fields.size() - operands.length;
    if (missing != 0 && !(missing == 1 && format.hasOptional())) {
      throw new IllegalArgumentException(
          "%s has %d operands, not %d"
              .formatted(opcode.mnemonic(), fields.size(), operands.length));
    }
    int word = format.match();
    for (int i = 0; i < fields.size(); i++) {
      int value = i < operands.length ? operands[i] : absent(fields.get(i));
      word |= fields.get(i).encode(value);
    }
    return new Instruction(opcode, word);
  }

  private static int absent(Operand operand) {
    return operand == Operand.RM ? Rounding.DYN.number() : 0;
  }

  /// The value of an operand by its place in the text, from 0 on.
  public int operand(int index) {
    return opcode.format().operands().get(index).decode(word);
  }

  /// The values of all, a rounding mode or memory order included.
  public List<Integer> operands() {
    List<Integer> values = new ArrayList<>();
    for (Operand operand : opcode.format().operands()) {
      values.add(operand.decode(word));
    }
    return List.copyOf(values);
  }

  /// As assemblers read it; targets relative to the instruction, `.+16`.
  @Override
  public String toString() {
    return new InstructionText(this).relative();
  }

  /// As assemblers read it, with a label as the target: `bne a0, zero, loop`.
  public String to(String label) {
    return new InstructionText(this).to(label);
  }

  /// As disassemblers write it, with the addresses of targets.
  ///
  /// @param address where the instruction lies
  public String at(int address) {
    return new InstructionText(this).at(address);
  }
}
