package org.tosc.backends.snitch.isa;

/// Floats of 8 bits with 5 bits of exponent, one to a register: Xf8.
public enum QuarterFloat implements Opcode {
  FLB("imm12 rs1 000 rd 0000111 : fd, i12(xs1)"),
  FSB("imm7 rs2 rs1 000 imm5 0100111 : fs2, s12(xs1)"),
  FMADD_B("rs3 11 rs2 rs1 rm rd 1000011 : fd, fs1, fs2, fs3, rm"),
  FMSUB_B("rs3 11 rs2 rs1 rm rd 1000111 : fd, fs1, fs2, fs3, rm"),
  FNMSUB_B("rs3 11 rs2 rs1 rm rd 1001011 : fd, fs1, fs2, fs3, rm"),
  FNMADD_B("rs3 11 rs2 rs1 rm rd 1001111 : fd, fs1, fs2, fs3, rm"),
  FADD_B("0000011 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FSUB_B("0000111 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FMUL_B("0001011 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FDIV_B("0001111 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FSQRT_B("0101111 00000 rs1 rm rd 1010011 : fd, fs1, rm"),
  FSGNJ_B("0010011 rs2 rs1 000 rd 1010011 : fd, fs1, fs2"),
  FSGNJN_B("0010011 rs2 rs1 001 rd 1010011 : fd, fs1, fs2"),
  FSGNJX_B("0010011 rs2 rs1 010 rd 1010011 : fd, fs1, fs2"),
  FMIN_B("0010111 rs2 rs1 000 rd 1010011 : fd, fs1, fs2"),
  FMAX_B("0010111 rs2 rs1 001 rd 1010011 : fd, fs1, fs2"),
  FEQ_B("1010011 rs2 rs1 010 rd 1010011 : xd, fs1, fs2"),
  FLT_B("1010011 rs2 rs1 001 rd 1010011 : xd, fs1, fs2"),
  FLE_B("1010011 rs2 rs1 000 rd 1010011 : xd, fs1, fs2"),
  FCVT_W_B("1100011 00000 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_WU_B("1100011 00001 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_B_W("1101011 00000 rs1 rm rd 1010011 : fd, xs1, rm"),
  FCVT_B_WU("1101011 00001 rs1 rm rd 1010011 : fd, xs1, rm"),
  FMV_X_B("1110011 00000 rs1 000 rd 1010011 : xd, fs1"),
  FCLASS_B("1110011 00000 rs1 001 rd 1010011 : xd, fs1"),
  FMV_B_X("1111011 00000 rs1 000 rd 1010011 : fd, xs1"),
  FCVT_L_B("1100011 00010 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_LU_B("1100011 00011 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_B_L("1101011 00010 rs1 rm rd 1010011 : fd, xs1, rm"),
  FCVT_B_LU("1101011 00011 rs1 rm rd 1010011 : fd, xs1, rm");

  private final Format format;

  QuarterFloat(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
