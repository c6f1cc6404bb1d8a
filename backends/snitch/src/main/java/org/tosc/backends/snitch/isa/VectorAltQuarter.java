package org.tosc.backends.snitch.isa;

/// Eight floats of 8 bits with 4 bits of exponent to a register: Xfvec with Xf8alt.
///
/// The bits are those of [VectorQuarter]; the CSR `fmode` says which are meant.
public enum VectorAltQuarter implements Opcode {
  VFADD_AB("1000001 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFADD_R_AB("1000001 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFSUB_AB("1000010 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFSUB_R_AB("1000010 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFMUL_AB("1000011 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFMUL_R_AB("1000011 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFDIV_AB("1000100 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFDIV_R_AB("1000100 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFMIN_AB("1000101 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFMIN_R_AB("1000101 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFMAX_AB("1000110 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFMAX_R_AB("1000110 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFSQRT_AB("1000111 00000 rs1 011 rd 0110011 : fd, fs1"),
  VFMAC_AB("1001000 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFMAC_R_AB("1001000 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFMRE_AB("1001001 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFMRE_R_AB("1001001 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFSGNJ_AB("1001101 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFSGNJ_R_AB("1001101 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFSGNJN_AB("1001110 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFSGNJN_R_AB("1001110 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFSGNJX_AB("1001111 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFSGNJX_R_AB("1001111 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFEQ_AB("1010000 rs2 rs1 011 rd 0110011 : xd, fs1, fs2"),
  VFEQ_R_AB("1010000 rs2 rs1 111 rd 0110011 : xd, fs1, fs2"),
  VFNE_AB("1010001 rs2 rs1 011 rd 0110011 : xd, fs1, fs2"),
  VFNE_R_AB("1010001 rs2 rs1 111 rd 0110011 : xd, fs1, fs2"),
  VFLT_AB("1010010 rs2 rs1 011 rd 0110011 : xd, fs1, fs2"),
  VFLT_R_AB("1010010 rs2 rs1 111 rd 0110011 : xd, fs1, fs2"),
  VFGE_AB("1010011 rs2 rs1 011 rd 0110011 : xd, fs1, fs2"),
  VFGE_R_AB("1010011 rs2 rs1 111 rd 0110011 : xd, fs1, fs2"),
  VFLE_AB("1010100 rs2 rs1 011 rd 0110011 : xd, fs1, fs2"),
  VFLE_R_AB("1010100 rs2 rs1 111 rd 0110011 : xd, fs1, fs2"),
  VFGT_AB("1010101 rs2 rs1 011 rd 0110011 : xd, fs1, fs2"),
  VFGT_R_AB("1010101 rs2 rs1 111 rd 0110011 : xd, fs1, fs2"),
  VFMV_X_AB("1001100 00000 rs1 011 rd 0110011 : xd, fs1"),
  VFMV_AB_X("1001100 00000 rs1 111 rd 0110011 : fd, xs1"),
  VFCLASS_AB("1001100 00001 rs1 011 rd 0110011 : xd, fs1"),
  VFCVT_X_AB("1001100 00010 rs1 011 rd 0110011 : xd, fs1"),
  VFCVT_XU_AB("1001100 00010 rs1 111 rd 0110011 : xd, fs1"),
  VFCVT_AB_X("1001100 00011 rs1 011 rd 0110011 : fd, xs1"),
  VFCVT_AB_XU("1001100 00011 rs1 111 rd 0110011 : fd, xs1");

  private final Format format;

  VectorAltQuarter(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
