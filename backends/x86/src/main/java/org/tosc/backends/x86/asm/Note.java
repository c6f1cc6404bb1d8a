package org.tosc.backends.x86.asm;

import java.util.List;
import org.tosc.tir.source.Span;

/// What bytes of a [Code] are, as the assembler wrote them.
///
/// Example: a listing, which need not read the bytes back.
public sealed interface Note {
  /// Where it begins, in bytes from the start.
  int offset();

  /// How many bytes it has.
  int size();

  /// One instruction.
  ///
  /// @param span the source text it came from
  record Instruction(int offset, int size, Opcode opcode, List<Operand> operands, Span span)
      implements Note {
    public Instruction {
      operands = List.copyOf(operands);
    }
  }

  /// One instruction that does nothing, before something that lies at a multiple.
  record Padding(int offset, int size) implements Note {}

  /// A constant behind the instructions.
  record Literal(int offset, int size, Label label) implements Note {}
}
