package org.tosc.backends.snitch.isa;

import java.util.List;

/// Bits and operands of an instruction.
///
/// @param match the fixed bits
/// @param mask which bits are fixed
/// @param parts the operands as texts have them
/// @param operands the same in a row; their fields and `mask` are all bits, none twice
public record Format(int match, int mask, List<Part> parts, List<Operand> operands) {
  public Format {
    parts = List.copyOf(parts);
    operands = List.copyOf(operands);
  }

  /// Reads a row; the package's description is the grammar.
  static Format of(String row) {
    return new FormatReader(row).read();
  }

  /// Whether the last operand may be left out: a rounding mode is then the dynamic one, an atomic
  /// instruction has no order.
  public boolean hasOptional() {
    if (operands.isEmpty()) {
      return false;
    }
    return switch (operands.getLast().kind()) {
      case ROUNDING, ORDER -> true;
      case X, F, SIGNED, UNSIGNED, DISPLACEMENT, ACCESSES, COUNT -> false;
    };
  }

  boolean matches(int word) {
    if ((word & mask) != match) {
      return false;
    }
    for (Operand operand : operands) {
      if (!operand.takes(operand.decode(word))) {
        return false;
      }
    }
    return true;
  }
}
