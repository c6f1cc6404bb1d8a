package org.tosc.backends.snitch.isa;

/// Atomic accesses to memory: RV32A.
public enum Atomic implements Opcode {
  LR_W("00010 order 00000 rs1 010 rd 0101111 : xd, (xs1), order"),
  SC_W("00011 order rs2 rs1 010 rd 0101111 : xd, xs2, (xs1), order"),
  AMOSWAP_W("00001 order rs2 rs1 010 rd 0101111 : xd, xs2, (xs1), order"),
  AMOADD_W("00000 order rs2 rs1 010 rd 0101111 : xd, xs2, (xs1), order"),
  AMOXOR_W("00100 order rs2 rs1 010 rd 0101111 : xd, xs2, (xs1), order"),
  AMOAND_W("01100 order rs2 rs1 010 rd 0101111 : xd, xs2, (xs1), order"),
  AMOOR_W("01000 order rs2 rs1 010 rd 0101111 : xd, xs2, (xs1), order"),
  AMOMIN_W("10000 order rs2 rs1 010 rd 0101111 : xd, xs2, (xs1), order"),
  AMOMAX_W("10100 order rs2 rs1 010 rd 0101111 : xd, xs2, (xs1), order"),
  AMOMINU_W("11000 order rs2 rs1 010 rd 0101111 : xd, xs2, (xs1), order"),
  AMOMAXU_W("11100 order rs2 rs1 010 rd 0101111 : xd, xs2, (xs1), order");

  private final Format format;

  Atomic(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
