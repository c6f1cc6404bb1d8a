package org.tosc.backends.snitch.isa;

/// Four floats of 16 bits (IEEE binary16) to a register: Xfvec with Xf16.
public enum VectorHalf implements Opcode {
  VFADD_H("1000001 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFADD_R_H("1000001 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFSUB_H("1000010 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFSUB_R_H("1000010 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFMUL_H("1000011 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFMUL_R_H("1000011 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFDIV_H("1000100 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFDIV_R_H("1000100 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFMIN_H("1000101 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFMIN_R_H("1000101 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFMAX_H("1000110 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFMAX_R_H("1000110 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFSQRT_H("1000111 00000 rs1 010 rd 0110011 : fd, fs1"),
  VFMAC_H("1001000 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFMAC_R_H("1001000 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFMRE_H("1001001 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFMRE_R_H("1001001 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFCLASS_H("1001100 00001 rs1 010 rd 0110011 : xd, fs1"),
  VFSGNJ_H("1001101 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFSGNJ_R_H("1001101 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFSGNJN_H("1001110 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFSGNJN_R_H("1001110 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFSGNJX_H("1001111 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFSGNJX_R_H("1001111 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFEQ_H("1010000 rs2 rs1 010 rd 0110011 : xd, fs1, fs2"),
  VFEQ_R_H("1010000 rs2 rs1 110 rd 0110011 : xd, fs1, fs2"),
  VFNE_H("1010001 rs2 rs1 010 rd 0110011 : xd, fs1, fs2"),
  VFNE_R_H("1010001 rs2 rs1 110 rd 0110011 : xd, fs1, fs2"),
  VFLT_H("1010010 rs2 rs1 010 rd 0110011 : xd, fs1, fs2"),
  VFLT_R_H("1010010 rs2 rs1 110 rd 0110011 : xd, fs1, fs2"),
  VFGE_H("1010011 rs2 rs1 010 rd 0110011 : xd, fs1, fs2"),
  VFGE_R_H("1010011 rs2 rs1 110 rd 0110011 : xd, fs1, fs2"),
  VFLE_H("1010100 rs2 rs1 010 rd 0110011 : xd, fs1, fs2"),
  VFLE_R_H("1010100 rs2 rs1 110 rd 0110011 : xd, fs1, fs2"),
  VFGT_H("1010101 rs2 rs1 010 rd 0110011 : xd, fs1, fs2"),
  VFGT_R_H("1010101 rs2 rs1 110 rd 0110011 : xd, fs1, fs2"),
  VFMV_X_H("1001100 00000 rs1 010 rd 0110011 : xd, fs1"),
  VFMV_H_X("1001100 00000 rs1 110 rd 0110011 : fd, xs1"),
  VFCVT_X_H("1001100 00010 rs1 010 rd 0110011 : xd, fs1"),
  VFCVT_XU_H("1001100 00010 rs1 110 rd 0110011 : xd, fs1"),
  VFCVT_H_X("1001100 00011 rs1 010 rd 0110011 : fd, xs1"),
  VFCVT_H_XU("1001100 00011 rs1 110 rd 0110011 : fd, xs1");

  private final Format format;

  VectorHalf(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
