package org.tosc.backends.snitch.isa;

/// Two floats that become two neighbours in a register: Xfvec. The letter after `vfcpk` says which
/// two, `a` the lowest.
public enum VectorPack implements Opcode {
  VFCPKA_S_S("1011000 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFCPKB_S_S("1011000 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFCPKC_S_S("1011001 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFCPKD_S_S("1011001 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFCPKA_S_D("1011010 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFCPKB_S_D("1011010 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFCPKC_S_D("1011011 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFCPKD_S_D("1011011 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFCPKA_H_S("1011000 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFCPKB_H_S("1011000 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFCPKC_H_S("1011001 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFCPKD_H_S("1011001 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFCPKA_H_D("1011010 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFCPKB_H_D("1011010 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFCPKC_H_D("1011011 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFCPKD_H_D("1011011 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFCPKA_AH_S("1011000 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFCPKB_AH_S("1011000 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFCPKC_AH_S("1011001 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFCPKD_AH_S("1011001 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFCPKA_AH_D("1011010 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFCPKB_AH_D("1011010 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFCPKC_AH_D("1011011 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFCPKD_AH_D("1011011 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFCPKA_B_S("1011000 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFCPKB_B_S("1011000 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFCPKC_B_S("1011001 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFCPKD_B_S("1011001 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFCPKA_B_D("1011010 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFCPKB_B_D("1011010 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFCPKC_B_D("1011011 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFCPKD_B_D("1011011 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFCPKA_AB_S("1011000 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFCPKB_AB_S("1011000 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFCPKC_AB_S("1011001 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFCPKD_AB_S("1011001 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFCPKA_AB_D("1011010 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFCPKB_AB_D("1011010 rs2 rs1 111 rd 0110011 : fd, fs1, fs2"),
  VFCPKC_AB_D("1011011 rs2 rs1 011 rd 0110011 : fd, fs1, fs2"),
  VFCPKD_AB_D("1011011 rs2 rs1 111 rd 0110011 : fd, fs1, fs2");

  private final Format format;

  VectorPack(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
