package org.tosc.backends.snitch.isa;

/// Floats of 16 bits with 8 bits of exponent (bfloat16), one to a register: Xf16alt.
///
/// The bits are those of [HalfFloat]; the CSR `fmode` says which are meant.
public enum AltHalfFloat implements Opcode {
  FLAH("imm12 rs1 001 rd 0000111 : fd, i12(xs1)"),
  FSAH("imm7 rs2 rs1 001 imm5 0100111 : fs2, s12(xs1)"),
  FMADD_AH("rs3 10 rs2 rs1 rm rd 1000011 : fd, fs1, fs2, fs3, rm"),
  FMSUB_AH("rs3 10 rs2 rs1 rm rd 1000111 : fd, fs1, fs2, fs3, rm"),
  FNMSUB_AH("rs3 10 rs2 rs1 rm rd 1001011 : fd, fs1, fs2, fs3, rm"),
  FNMADD_AH("rs3 10 rs2 rs1 rm rd 1001111 : fd, fs1, fs2, fs3, rm"),
  FADD_AH("0000010 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FSUB_AH("0000110 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FMUL_AH("0001010 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FDIV_AH("0001110 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FSQRT_AH("0101110 00000 rs1 rm rd 1010011 : fd, fs1, rm"),
  FSGNJ_AH("0010010 rs2 rs1 000 rd 1010011 : fd, fs1, fs2"),
  FSGNJN_AH("0010010 rs2 rs1 001 rd 1010011 : fd, fs1, fs2"),
  FSGNJX_AH("0010010 rs2 rs1 010 rd 1010011 : fd, fs1, fs2"),
  FMIN_AH("0010110 rs2 rs1 000 rd 1010011 : fd, fs1, fs2"),
  FMAX_AH("0010110 rs2 rs1 001 rd 1010011 : fd, fs1, fs2"),
  FEQ_AH("1010010 rs2 rs1 010 rd 1010011 : xd, fs1, fs2"),
  FLT_AH("1010010 rs2 rs1 001 rd 1010011 : xd, fs1, fs2"),
  FLE_AH("1010010 rs2 rs1 000 rd 1010011 : xd, fs1, fs2"),
  FCVT_W_AH("1100010 00000 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_WU_AH("1100010 00001 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_AH_W("1101010 00000 rs1 rm rd 1010011 : fd, xs1, rm"),
  FCVT_AH_WU("1101010 00001 rs1 rm rd 1010011 : fd, xs1, rm"),
  FMV_X_AH("1110010 00000 rs1 000 rd 1010011 : xd, fs1"),
  FCLASS_AH("1110010 00000 rs1 001 rd 1010011 : xd, fs1"),
  FMV_AH_X("1111010 00000 rs1 000 rd 1010011 : fd, xs1"),
  FCVT_L_AH("1100010 00010 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_LU_AH("1100010 00011 rs1 rm rd 1010011 : xd, fs1, rm"),
  FCVT_AH_L("1101010 00010 rs1 rm rd 1010011 : fd, xs1, rm"),
  FCVT_AH_LU("1101010 00011 rs1 rm rd 1010011 : fd, xs1, rm");

  private final Format format;

  AltHalfFloat(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
