package org.tosc.backends.snitch.elf;

/// How the linker fills in a field (ABI, table "Relocation types").
public enum RelocationType {
  WORD(1),
  BRANCH(16),
  JAL(17),
  CALL(18),
  CALL_PLT(19),
  PCREL_HI20(23),
  PCREL_LO12_I(24),
  PCREL_LO12_S(25),
  HI20(26),
  LO12_I(27),
  LO12_S(28),
  ADD8(33),
  ADD16(34),
  ADD32(35),
  SUB8(37),
  SUB16(38),
  SUB32(39);

  private final int number;

  RelocationType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
