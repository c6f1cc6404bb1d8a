package org.tosc.backends.snitch.isa;

/// Floats of 8 bits with 4 bits of exponent, one to a register: Xf8alt.
///
/// The bits are those of [QuarterFloat]; the CSR `fmode` says which are meant.
public enum AltQuarterFloat implements Opcode {
  FLAB("imm12 rs1 000 rd 0000111 : fd, i12(xs1)"),
  FSAB("imm7 rs2 rs1 000 imm5 0100111 : fs2, s12(xs1)"),
  FMADD_AB("rs3 11 rs2 rs1 rm rd 1000011 : fd, fs1, fs2, fs3, rm"),
  FMSUB_AB("rs3 11 rs2 rs1 rm rd 1000111 : fd, fs1, fs2, fs3, rm"),
  FNMSUB_AB("rs3 11 rs2 rs1 rm rd 1001011 : fd, fs1, fs2, fs3, rm"),
  FNMADD_AB("rs3 11 rs2 rs1 rm rd 1001111 : fd, fs1, fs2, fs3, rm"),
  FADD_AB("0000011 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FSUB_AB("0000111 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FMUL_AB("0001011 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FDIV_AB("0001111 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FSQRT_AB("0101111 00000 rs1 rm rd 1010011 : fd, fs1, rm"),
  FSGNJ_AB("0010011 rs2 rs1 000 rd 1010011 : fd, fs1, fs2"),
  FSGNJN_AB("0010011 rs2 rs1 001 rd 1010011 : fd, fs1, fs2"),
  FSGNJX_AB("0010011 rs2 rs1 010 rd 1010011 : fd, fs1, fs2"),
  FMIN_AB("0010111 rs2 rs1 000 rd 1010011 : fd, fs1, fs2"),
  FMAX_AB("0010111 rs2 rs1 001 rd 1010011 : fd, fs1, fs2"),
  FEQ_AB("1010011 rs2 rs1 010 rd 1010011 : xd, fs1, fs2"),
  FLT_AB("1010011 rs2 rs1 001 rd 1010011 : xd, fs1, fs2"),
  FLE_AB("1010011 rs2 rs1 000 rd 1010011 : xd, fs1, fs2"),
  FCVT_W_AB("1100011 00000 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_WU_AB("1100011 00001 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_AB_W("1101011 00000 rs1 rm rd 1010011 : fd, xs1, rm"),
  FCVT_AB_WU("1101011 00001 rs1 rm rd 1010011 : fd, xs1, rm"),
  FMV_X_AB("1110011 00000 rs1 000 rd 1010011 : xd, fs1"),
  FCLASS_AB("1110011 00000 rs1 001 rd 1010011 : xd, fs1"),
  FMV_AB_X("1111011 00000 rs1 000 rd 1010011 : fd, xs1"),
  FCVT_L_AB("1100011 00010 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_LU_AB("1100011 00011 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_AB_L("1101011 00010 rs1 rm rd 1010011 : fd, xs1, rm"),
  FCVT_AB_LU("1101011 00011 rs1 rm rd 1010011 : fd, xs1, rm");

  private final Format format;

  AltQuarterFloat(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
