package org.tosc.backends.snitch.isa;

/// Floats of 16 bits (IEEE binary16), one to a register: Xf16.
public enum HalfFloat implements Opcode {
  FLH("imm12 rs1 001 rd 0000111 : fd, i12(xs1)"),
  FSH("imm7 rs2 rs1 001 imm5 0100111 : fs2, s12(xs1)"),
  FMADD_H("rs3 10 rs2 rs1 rm rd 1000011 : fd, fs1, fs2, fs3, rm"),
  FMSUB_H("rs3 10 rs2 rs1 rm rd 1000111 : fd, fs1, fs2, fs3, rm"),
  FNMSUB_H("rs3 10 rs2 rs1 rm rd 1001011 : fd, fs1, fs2, fs3, rm"),
  FNMADD_H("rs3 10 rs2 rs1 rm rd 1001111 : fd, fs1, fs2, fs3, rm"),
  FADD_H("0000010 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FSUB_H("0000110 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FMUL_H("0001010 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FDIV_H("0001110 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FSQRT_H("0101110 00000 rs1 rm rd 1010011 : fd, fs1, rm"),
  FSGNJ_H("0010010 rs2 rs1 000 rd 1010011 : fd, fs1, fs2"),
  FSGNJN_H("0010010 rs2 rs1 001 rd 1010011 : fd, fs1, fs2"),
  FSGNJX_H("0010010 rs2 rs1 010 rd 1010011 : fd, fs1, fs2"),
  FMIN_H("0010110 rs2 rs1 000 rd 1010011 : fd, fs1, fs2"),
  FMAX_H("0010110 rs2 rs1 001 rd 1010011 : fd, fs1, fs2"),
  FEQ_H("1010010 rs2 rs1 010 rd 1010011 : xd, fs1, fs2"),
  FLT_H("1010010 rs2 rs1 001 rd 1010011 : xd, fs1, fs2"),
  FLE_H("1010010 rs2 rs1 000 rd 1010011 : xd, fs1, fs2"),
  FCVT_W_H("1100010 00000 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_WU_H("1100010 00001 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_H_W("1101010 00000 rs1 rm rd 1010011 : fd, xs1, rm"),
  FCVT_H_WU("1101010 00001 rs1 rm rd 1010011 : fd, xs1, rm"),
  FMV_X_H("1110010 00000 rs1 000 rd 1010011 : xd, fs1"),
  FCLASS_H("1110010 00000 rs1 001 rd 1010011 : xd, fs1"),
  FMV_H_X("1111010 00000 rs1 000 rd 1010011 : fd, xs1"),
  FCVT_L_H("1100010 00010 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_LU_H("1100010 00011 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_H_L("1101010 00010 rs1 rm rd 1010011 : fd, xs1, rm"),
  FCVT_H_LU("1101010 00011 rs1 rm rd 1010011 : fd, xs1, rm");

  private final Format format;

  HalfFloat(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
