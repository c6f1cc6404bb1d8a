package org.tosc.backends.snitch.isa;

/// Two floats of 32 bits to a register: Xfvec.
public enum VectorSingle implements Opcode {
  VFADD_S("1000001 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFADD_R_S("1000001 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFSUB_S("1000010 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFSUB_R_S("1000010 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFMUL_S("1000011 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFMUL_R_S("1000011 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFDIV_S("1000100 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFDIV_R_S("1000100 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFMIN_S("1000101 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFMIN_R_S("1000101 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFMAX_S("1000110 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFMAX_R_S("1000110 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFSQRT_S("1000111 00000 rs1 000 rd 0110011 : fd, fs1"),
  VFMAC_S("1001000 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFMAC_R_S("1001000 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFMRE_S("1001001 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFMRE_R_S("1001001 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFCLASS_S("1001100 00001 rs1 000 rd 0110011 : xd, fs1"),
  VFSGNJ_S("1001101 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFSGNJ_R_S("1001101 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFSGNJN_S("1001110 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFSGNJN_R_S("1001110 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFSGNJX_S("1001111 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFSGNJX_R_S("1001111 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFEQ_S("1010000 rs2 rs1 000 rd 0110011 : xd, fs1, fs2"),
  VFEQ_R_S("1010000 rs2 rs1 100 rd 0110011 : xd, fs1, fs2"),
  VFNE_S("1010001 rs2 rs1 000 rd 0110011 : xd, fs1, fs2"),
  VFNE_R_S("1010001 rs2 rs1 100 rd 0110011 : xd, fs1, fs2"),
  VFLT_S("1010010 rs2 rs1 000 rd 0110011 : xd, fs1, fs2"),
  VFLT_R_S("1010010 rs2 rs1 100 rd 0110011 : xd, fs1, fs2"),
  VFGE_S("1010011 rs2 rs1 000 rd 0110011 : xd, fs1, fs2"),
  VFGE_R_S("1010011 rs2 rs1 100 rd 0110011 : xd, fs1, fs2"),
  VFLE_S("1010100 rs2 rs1 000 rd 0110011 : xd, fs1, fs2"),
  VFLE_R_S("1010100 rs2 rs1 100 rd 0110011 : xd, fs1, fs2"),
  VFGT_S("1010101 rs2 rs1 000 rd 0110011 : xd, fs1, fs2"),
  VFGT_R_S("1010101 rs2 rs1 100 rd 0110011 : xd, fs1, fs2"),
  VFMV_X_S("1001100 00000 rs1 000 rd 0110011 : xd, fs1"),
  VFMV_S_X("1001100 00000 rs1 100 rd 0110011 : fd, xs1"),
  VFCVT_X_S("1001100 00010 rs1 000 rd 0110011 : xd, fs1"),
  VFCVT_XU_S("1001100 00010 rs1 100 rd 0110011 : xd, fs1"),
  VFCVT_S_X("1001100 00011 rs1 000 rd 0110011 : fd, xs1"),
  VFCVT_S_XU("1001100 00011 rs1 100 rd 0110011 : fd, xs1");

  private final Format format;

  VectorSingle(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
