package org.tosc.backends.snitch.isa;

/// Eight floats of 8 bits with 5 bits of exponent to a register: Xfvec with Xf8.
public enum VectorQuarter implements Opcode {
  VFADD_B("1000001 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFADD_R_B("1000001 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFSUB_B("1000010 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFSUB_R_B("1000010 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFMUL_B("1000011 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFMUL_R_B("1000011 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFDIV_B("1000100 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFDIV_R_B("1000100 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFMIN_B("1000101 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFMIN_R_B("1000101 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFMAX_B("1000110 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFMAX_R_B("1000110 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFSQRT_B("1000111 00000 rs1 011 rd 0110011 : fd, fs1"),
  VFMAC_B("1001000 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFMAC_R_B("1001000 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFMRE_B("1001001 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFMRE_R_B("1001001 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFSGNJ_B("1001101 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFSGNJ_R_B("1001101 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFSGNJN_B("1001110 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFSGNJN_R_B("1001110 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFSGNJX_B("1001111 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFSGNJX_R_B("1001111 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFEQ_B("1010000 rs2 rs1 011 rd 0110011 : xd, fs1, fs2"),
  VFEQ_R_B("1010000 rs2 rs1 111 rd 0110011 : xd, fs1, fs2"),
  VFNE_B("1010001 rs2 rs1 011 rd 0110011 : xd, fs1, fs2"),
  VFNE_R_B("1010001 rs2 rs1 111 rd 0110011 : xd, fs1, fs2"),
  VFLT_B("1010010 rs2 rs1 011 rd 0110011 : xd, fs1, fs2"),
  VFLT_R_B("1010010 rs2 rs1 111 rd 0110011 : xd, fs1, fs2"),
  VFGE_B("1010011 rs2 rs1 011 rd 0110011 : xd, fs1, fs2"),
  VFGE_R_B("1010011 rs2 rs1 111 rd 0110011 : xd, fs1, fs2"),
  VFLE_B("1010100 rs2 rs1 011 rd 0110011 : xd, fs1, fs2"),
  VFLE_R_B("1010100 rs2 rs1 111 rd 0110011 : xd, fs1, fs2"),
  VFGT_B("1010101 rs2 rs1 011 rd 0110011 : xd, fs1, fs2"),
  VFGT_R_B("1010101 rs2 rs1 111 rd 0110011 : xd, fs1, fs2"),
  VFMV_X_B("1001100 00000 rs1 011 rd 0110011 : xd, fs1"),
  VFMV_B_X("1001100 00000 rs1 111 rd 0110011 : fd, xs1"),
  VFCLASS_B("1001100 00001 rs1 011 rd 0110011 : xd, fs1"),
  VFCVT_X_B("1001100 00010 rs1 011 rd 0110011 : xd, fs1"),
  VFCVT_XU_B("1001100 00010 rs1 111 rd 0110011 : xd, fs1"),
  VFCVT_B_X("1001100 00011 rs1 011 rd 0110011 : fd, xs1"),
  VFCVT_B_XU("1001100 00011 rs1 111 rd 0110011 : fd, xs1");

  private final Format format;

  VectorQuarter(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
