package org.tosc.backends.snitch.isa;

/// The engine that copies between memories: Xdma (snitch.md 2.5).
///
/// `dmuser` and `dminit` are of the newer revision, in which `dmmcast` is `dmuser` with `zero`.
public enum Dma implements Opcode {
  DMSRC("0000000 rs2 rs1 000 00000 0101011 : xs1, xs2"),
  DMDST("0000001 rs2 rs1 000 00000 0101011 : xs1, xs2"),
  DMCPYI("0000010 imm5 rs1 000 rd 0101011 : xd, xs1, u5"),
  DMCPY("0000011 rs2 rs1 000 rd 0101011 : xd, xs1, xs2"),
  DMSTATI("0000100 imm5 00000 000 rd 0101011 : xd, u5"),
  DMSTAT("0000101 rs2 00000 000 rd 0101011 : xd, xs2"),
  DMSTR("0000110 rs2 rs1 000 00000 0101011 : xs1, xs2"),
  DMREP("0000111 00000 rs1 000 00000 0101011 : xs1"),
  DMMCAST("0001000 00000 rs1 000 00000 0101011 : xs1"),
  DMUSER("0001000 rs2 rs1 000 00000 0101011 : xs1, xs2"),
  DMINIT("0001001 rs2 rs1 000 rd 0101011 : xd, xs1, xs2");

  private final Format format;

  Dma(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
