package org.tosc.backends.x86.elf;

/// How a linker fills a field in (ABI, table "Relocation Types"): S is the address of the target, A
/// the addend, P the address of the field.
public enum RelocationType {
  /// `R_X86_64_64`, S + A: eight bytes of an address, in `movabs` or a table.
  ADDRESS(1, 8),
  /// `R_X86_64_PC32`, S + A - P: of data, relative to rip. The addend is less by the bytes from the
  /// field to the end of the instruction: -4 where nothing follows.
  RELATIVE(2, 4),
  /// `R_X86_64_PLT32`: the same for the target of a call or jump, which may lie in a library.
  CALL(4, 4);

  private final int number;
  private final int size;

  RelocationType(int number, int size) {
    this.number = number;
    this.size = size;
  }

  int number() {
    return number;
  }

  /// The bytes of the field.
  int size() {
    return size;
  }
}
