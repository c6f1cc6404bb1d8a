package org.tosc.backends.snitch.isa;

/// What stands between two commas.
public sealed interface Part {
  /// An operand by itself.
  record Plain(Operand operand) implements Part {}

  /// `8(sp)`: a displacement and a register.
  record Indexed(Operand offset, Operand base) implements Part {}

  /// `(a0)`: an address in a register.
  record Address(Operand base) implements Part {}
}
