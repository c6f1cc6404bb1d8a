package org.tosc.backends.snitch.asm;

import java.util.Locale;

/// Which part of an address is meant (RISC-V ABIs Specification, "Assembler relocation functions").
enum Modifier {
  HI,
  LO,
  PCREL_HI,
  PCREL_LO;

  /// As it is written.
  String text() {
    return "%" + name().toLowerCase(Locale.ROOT);
  }
}
