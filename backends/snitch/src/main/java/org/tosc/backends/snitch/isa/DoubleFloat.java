package org.tosc.backends.snitch.isa;

/// Floats of 64 bits: RV32D.
public enum DoubleFloat implements Opcode {
  FLD("imm12 rs1 011 rd 0000111 : fd, i12(xs1)"),
  FSD("imm7 rs2 rs1 011 imm5 0100111 : fs2, s12(xs1)"),
  FMADD_D("rs3 01 rs2 rs1 rm rd 1000011 : fd, fs1, fs2, fs3, rm"),
  FMSUB_D("rs3 01 rs2 rs1 rm rd 1000111 : fd, fs1, fs2, fs3, rm"),
  FNMSUB_D("rs3 01 rs2 rs1 rm rd 1001011 : fd, fs1, fs2, fs3, rm"),
  FNMADD_D("rs3 01 rs2 rs1 rm rd 1001111 : fd, fs1, fs2, fs3, rm"),
  FADD_D("0000001 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FSUB_D("0000101 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FMUL_D("0001001 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FDIV_D("0001101 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FSQRT_D("0101101 00000 rs1 rm rd 1010011 : fd, fs1, rm"),
  FSGNJ_D("0010001 rs2 rs1 000 rd 1010011 : fd, fs1, fs2"),
  FSGNJN_D("0010001 rs2 rs1 001 rd 1010011 : fd, fs1, fs2"),
  FSGNJX_D("0010001 rs2 rs1 010 rd 1010011 : fd, fs1, fs2"),
  FMIN_D("0010101 rs2 rs1 000 rd 1010011 : fd, fs1, fs2"),
  FMAX_D("0010101 rs2 rs1 001 rd 1010011 : fd, fs1, fs2"),
  FEQ_D("1010001 rs2 rs1 010 rd 1010011 : xd, fs1, fs2"),
  FLT_D("1010001 rs2 rs1 001 rd 1010011 : xd, fs1, fs2"),
  FLE_D("1010001 rs2 rs1 000 rd 1010011 : xd, fs1, fs2"),
  FCLASS_D("1110001 00000 rs1 001 rd 1010011 : xd, fs1"),
  FCVT_W_D("1100001 00000 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_WU_D("1100001 00001 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_D_W("1101001 00000 rs1 000 rd 1010011 : fd, xs1"),
  FCVT_D_WU("1101001 00001 rs1 000 rd 1010011 : fd, xs1"),
  FCVT_S_D("0100000 00001 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_D_S("0100001 00000 rs1 000 rd 1010011 : fd, fs1");

  private final Format format;

  DoubleFloat(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
