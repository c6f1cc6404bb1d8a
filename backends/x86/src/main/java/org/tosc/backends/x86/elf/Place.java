package org.tosc.backends.x86.elf;

/// A section that has relocations.
public enum Place {
  TEXT(".text"),
  READ_ONLY(".rodata");

  private final String section;

  Place(String section) {
    this.section = section;
  }

  String section() {
    return section;
  }
}
