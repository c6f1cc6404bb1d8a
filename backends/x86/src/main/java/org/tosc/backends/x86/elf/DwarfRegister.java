package org.tosc.backends.x86.elf;

/// The general-purpose registers with their numbers in DWARF, which are not those of encodings
/// (ABI, figure "DWARF Register Number Mapping").
public enum DwarfRegister {
  RAX(0),
  RDX(1),
  RCX(2),
  RBX(3),
  RSI(4),
  RDI(5),
  RBP(6),
  RSP(7),
  R8(8),
  R9(9),
  R10(10),
  R11(11),
  R12(12),
  R13(13),
  R14(14),
  R15(15);

  /// The column of the return address, which is no register.
  static final int RETURN_ADDRESS = 16;

  private final int number;

  DwarfRegister(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
