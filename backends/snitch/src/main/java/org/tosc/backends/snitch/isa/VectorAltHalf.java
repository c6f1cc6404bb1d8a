package org.tosc.backends.snitch.isa;

/// Four floats of 16 bits with 8 bits of exponent (bfloat16) to a register: Xfvec with Xf16alt.
///
/// The bits are those of [VectorHalf]; the CSR `fmode` says which are meant.
public enum VectorAltHalf implements Opcode {
  VFADD_AH("1000001 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFADD_R_AH("1000001 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFSUB_AH("1000010 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFSUB_R_AH("1000010 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFMUL_AH("1000011 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFMUL_R_AH("1000011 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFDIV_AH("1000100 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFDIV_R_AH("1000100 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFMIN_AH("1000101 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFMIN_R_AH("1000101 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFMAX_AH("1000110 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFMAX_R_AH("1000110 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFSQRT_AH("1000111 00000 rs1 010 rd 0110011 : fd, fs1"),
  VFMAC_AH("1001000 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFMAC_R_AH("1001000 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFMRE_AH("1001001 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFMRE_R_AH("1001001 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFCLASS_AH("1001100 00001 rs1 010 rd 0110011 : xd, fs1"),
  VFSGNJ_AH("1001101 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFSGNJ_R_AH("1001101 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFSGNJN_AH("1001110 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFSGNJN_R_AH("1001110 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFSGNJX_AH("1001111 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFSGNJX_R_AH("1001111 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFEQ_AH("1010000 rs2 rs1 010 rd 0110011 : xd, fs1, fs2"),
  VFEQ_R_AH("1010000 rs2 rs1 110 rd 0110011 : xd, fs1, fs2"),
  VFNE_AH("1010001 rs2 rs1 010 rd 0110011 : xd, fs1, fs2"),
  VFNE_R_AH("1010001 rs2 rs1 110 rd 0110011 : xd, fs1, fs2"),
  VFLT_AH("1010010 rs2 rs1 010 rd 0110011 : xd, fs1, fs2"),
  VFLT_R_AH("1010010 rs2 rs1 110 rd 0110011 : xd, fs1, fs2"),
  VFGE_AH("1010011 rs2 rs1 010 rd 0110011 : xd, fs1, fs2"),
  VFGE_R_AH("1010011 rs2 rs1 110 rd 0110011 : xd, fs1, fs2"),
  VFLE_AH("1010100 rs2 rs1 010 rd 0110011 : xd, fs1, fs2"),
  VFLE_R_AH("1010100 rs2 rs1 110 rd 0110011 : xd, fs1, fs2"),
  VFGT_AH("1010101 rs2 rs1 010 rd 0110011 : xd, fs1, fs2"),
  VFGT_R_AH("1010101 rs2 rs1 110 rd 0110011 : xd, fs1, fs2"),
  VFMV_X_AH("1001100 00000 rs1 010 rd 0110011 : xd, fs1"),
  VFMV_AH_X("1001100 00000 rs1 110 rd 0110011 : fd, xs1"),
  VFCVT_X_AH("1001100 00010 rs1 010 rd 0110011 : xd, fs1"),
  VFCVT_XU_AH("1001100 00010 rs1 110 rd 0110011 : xd, fs1"),
  VFCVT_AH_X("1001100 00011 rs1 010 rd 0110011 : fd, xs1"),
  VFCVT_AH_XU("1001100 00011 rs1 110 rd 0110011 : fd, xs1");

  private final Format format;

  VectorAltHalf(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
