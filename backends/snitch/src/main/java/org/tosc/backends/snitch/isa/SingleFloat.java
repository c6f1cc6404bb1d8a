package org.tosc.backends.snitch.isa;

/// Floats of 32 bits: RV32F.
public enum SingleFloat implements Opcode {
  FLW("imm12 rs1 010 rd 0000111 : fd, i12(xs1)"),
  FSW("imm7 rs2 rs1 010 imm5 0100111 : fs2, s12(xs1)"),
  FMADD_S("rs3 00 rs2 rs1 rm rd 1000011 : fd, fs1, fs2, fs3, rm"),
  FMSUB_S("rs3 00 rs2 rs1 rm rd 1000111 : fd, fs1, fs2, fs3, rm"),
  FNMSUB_S("rs3 00 rs2 rs1 rm rd 1001011 : fd, fs1, fs2, fs3, rm"),
  FNMADD_S("rs3 00 rs2 rs1 rm rd 1001111 : fd, fs1, fs2, fs3, rm"),
  FADD_S("0000000 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FSUB_S("0000100 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FMUL_S("0001000 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FDIV_S("0001100 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FSQRT_S("0101100 00000 rs1 rm rd 1010011 : fd, fs1, rm"),
  FSGNJ_S("0010000 rs2 rs1 000 rd 1010011 : fd, fs1, fs2"),
  FSGNJN_S("0010000 rs2 rs1 001 rd 1010011 : fd, fs1, fs2"),
  FSGNJX_S("0010000 rs2 rs1 010 rd 1010011 : fd, fs1, fs2"),
  FMIN_S("0010100 rs2 rs1 000 rd 1010011 : fd, fs1, fs2"),
  FMAX_S("0010100 rs2 rs1 001 rd 1010011 : fd, fs1, fs2"),
  FEQ_S("1010000 rs2 rs1 010 rd 1010011 : xd, fs1, fs2"),
  FLT_S("1010000 rs2 rs1 001 rd 1010011 : xd, fs1, fs2"),
  FLE_S("1010000 rs2 rs1 000 rd 1010011 : xd, fs1, fs2"),
  FCLASS_S("1110000 00000 rs1 001 rd 1010011 : xd, fs1"),
  FCVT_W_S("1100000 00000 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_WU_S("1100000 00001 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_S_W("1101000 00000 rs1 rm rd 1010011 : fd, xs1, rm"),
  FCVT_S_WU("1101000 00001 rs1 rm rd 1010011 : fd, xs1, rm"),
  FMV_X_W("1110000 00000 rs1 000 rd 1010011 : xd, fs1"),
  FMV_W_X("1111000 00000 rs1 000 rd 1010011 : fd, xs1");

  private final Format format;

  SingleFloat(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
