package org.tosc.backends.snitch.elf;

/// What a section holds (ELF, figure 1-10).
public enum SectionType {
  PROGBITS(1),
  NOTE(7),

  /// Zeros, which the file does not have.
  NOBITS(8),
  INIT_ARRAY(14),
  FINI_ARRAY(15),
  PREINIT_ARRAY(16);

  private final int number;

  SectionType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
