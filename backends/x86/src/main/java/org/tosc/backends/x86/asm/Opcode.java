package org.tosc.backends.x86.asm;

import java.util.Locale;

/// What an instruction does. Each has a few forms, which differ in operands and encoding.
public sealed interface Opcode permits Base, VectorFloat, FusedMultiply, VectorMove {
  /// The name of the constant.
  String name();

  /// As assemblers write it.
  default String mnemonic() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it has a form for such operands.
  default boolean takes(Operand... operands) {
    return forms().find(operands) != null;
  }

  /// The rows of the manual.
  Forms forms();
}
