package org.tosc.backends.snitch.isa;

/// Streams in registers, loops of floating-point instructions, and both with integers: Xssr, Xfrep,
/// Xcopift (snitch.md 2.2 … 2.4, 2.7).
///
/// `frep.s` is the form that ends when the stream does. `irep` has the layout of `frep.o`; its
/// meaning is nowhere written.
public enum Streams implements Opcode {
  FREP_O("0 length rs1 stagger mask 1 0001011 : xs1, length, stagger, mask"),
  FREP_S("1 length rs1 stagger mask 1 0001011 : xs1, length, stagger, mask"),
  IREP("imm12 rs1 stagger mask5 0111111 : xs1, u12, stagger, mask5"),
  SCFGRI("imm12 00000 001 rd 0101011 : xd, u12"),
  SCFGWI("imm12 rs1 010 00000 0101011 : xs1, u12"),
  SCFGR("0000000 rs2 00001 001 rd 0101011 : xd, xs2"),
  SCFGW("0000000 rs2 rs1 010 00001 0101011 : xs1, xs2"),
  FLT_D_COPIFT("1010001 rs2 rs1 001 rd 0101011 : fd, fs1, fs2"),
  FCVT_D_W_COPIFT("1101001 00000 rs1 rm rd 0101011 : fd, fs1, rm"),
  FCVT_D_WU_COPIFT("1101001 00001 rs1 rm rd 0101011 : fd, fs1, rm");

  private final Format format;

  Streams(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
