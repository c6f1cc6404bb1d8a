package org.tosc.backends.snitch.isa;

/// Conversions of all floats of a register: Xfvec. Those with `u` in the name convert the upper
/// half.
public enum VectorConvert implements Opcode {
  VFCVT_H_H("1001100 00101 rs1 010 rd 0110011 : fd, fs1"),
  VFCVT_H_AH("1001100 00101 rs1 010 rd 0110011 : fd, fs1"),
  VFCVT_AH_H("1001100 00101 rs1 010 rd 0110011 : fd, fs1"),
  VFCVTU_H_H("1001100 00101 rs1 110 rd 0110011 : fd, fs1"),
  VFCVTU_H_AH("1001100 00101 rs1 110 rd 0110011 : fd, fs1"),
  VFCVTU_AH_H("1001100 00101 rs1 110 rd 0110011 : fd, fs1"),
  VFCVT_S_H("1001100 00110 rs1 000 rd 0110011 : fd, fs1"),
  VFCVTU_S_H("1001100 00110 rs1 100 rd 0110011 : fd, fs1"),
  VFCVT_H_S("1001100 00100 rs1 010 rd 0110011 : fd, fs1"),
  VFCVTU_H_S("1001100 00100 rs1 110 rd 0110011 : fd, fs1"),
  VFCVT_S_AH("1001100 00110 rs1 000 rd 0110011 : fd, fs1"),
  VFCVTU_S_AH("1001100 00110 rs1 100 rd 0110011 : fd, fs1"),
  VFCVT_AH_S("1001100 00100 rs1 010 rd 0110011 : fd, fs1"),
  VFCVTU_AH_S("1001100 00100 rs1 110 rd 0110011 : fd, fs1"),
  VFCVT_D_S("1001100 00100 rs1 001 rd 0110011 : fd, fs1"),
  VFCVTU_D_S("1001100 00100 rs1 101 rd 0110011 : fd, fs1"),
  VFCVT_S_B("1001100 00111 rs1 000 rd 0110011 : fd, fs1"),
  VFCVTU_S_B("1001100 00111 rs1 100 rd 0110011 : fd, fs1"),
  VFCVT_B_S("1001100 00100 rs1 011 rd 0110011 : fd, fs1"),
  VFCVTU_B_S("1001100 00100 rs1 111 rd 0110011 : fd, fs1"),
  VFCVT_H_B("1001100 00111 rs1 010 rd 0110011 : fd, fs1"),
  VFCVTU_H_B("1001100 00111 rs1 110 rd 0110011 : fd, fs1"),
  VFCVT_B_H("1001100 00110 rs1 011 rd 0110011 : fd, fs1"),
  VFCVTU_B_H("1001100 00110 rs1 111 rd 0110011 : fd, fs1"),
  VFCVT_AH_B("1001100 00111 rs1 010 rd 0110011 : fd, fs1"),
  VFCVTU_AH_B("1001100 00111 rs1 110 rd 0110011 : fd, fs1"),
  VFCVT_B_AH("1001100 00110 rs1 011 rd 0110011 : fd, fs1"),
  VFCVTU_B_AH("1001100 00110 rs1 111 rd 0110011 : fd, fs1"),
  VFCVT_B_B("1001100 00111 rs1 011 rd 0110011 : fd, fs1"),
  VFCVT_AB_B("1001100 00111 rs1 011 rd 0110011 : fd, fs1"),
  VFCVT_B_AB("1001100 00111 rs1 011 rd 0110011 : fd, fs1"),
  VFCVTU_B_B("1001100 00111 rs1 111 rd 0110011 : fd, fs1"),
  VFCVTU_AB_B("1001100 00111 rs1 111 rd 0110011 : fd, fs1"),
  VFCVTU_B_AB("1001100 00111 rs1 111 rd 0110011 : fd, fs1"),
  VFCVT_S_AB("1001100 00111 rs1 000 rd 0110011 : fd, fs1"),
  VFCVTU_S_AB("1001100 00111 rs1 100 rd 0110011 : fd, fs1"),
  VFCVT_AB_S("1001100 00100 rs1 011 rd 0110011 : fd, fs1"),
  VFCVTU_AB_S("1001100 00100 rs1 111 rd 0110011 : fd, fs1"),
  VFCVT_H_AB("1001100 00111 rs1 010 rd 0110011 : fd, fs1"),
  VFCVTU_H_AB("1001100 00111 rs1 110 rd 0110011 : fd, fs1"),
  VFCVT_AB_H("1001100 00110 rs1 011 rd 0110011 : fd, fs1"),
  VFCVTU_AB_H("1001100 00110 rs1 111 rd 0110011 : fd, fs1"),
  VFCVT_AH_AB("1001100 00111 rs1 010 rd 0110011 : fd, fs1"),
  VFCVTU_AH_AB("1001100 00111 rs1 110 rd 0110011 : fd, fs1"),
  VFCVT_AB_AH("1001100 00110 rs1 011 rd 0110011 : fd, fs1"),
  VFCVTU_AB_AH("1001100 00110 rs1 111 rd 0110011 : fd, fs1");

  private final Format format;

  VectorConvert(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
