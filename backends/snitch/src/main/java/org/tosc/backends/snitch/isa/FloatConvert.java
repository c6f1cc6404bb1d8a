package org.tosc.backends.snitch.isa;

/// Conversions between floats of which one is small, one to a register.
public enum FloatConvert implements Opcode {
  FCVT_S_H("0100000 00010 rs1 000 rd 1010011 : fd, fs1"),
  FCVT_H_S("0100010 00000 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_D_H("0100001 00010 rs1 000 rd 1010011 : fd, fs1"),
  FCVT_H_D("0100010 00001 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_S_AH("0100000 00010 rs1 000 rd 1010011 : fd, fs1"),
  FCVT_AH_S("0100010 00000 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_D_AH("0100001 00010 rs1 000 rd 1010011 : fd, fs1"),
  FCVT_AH_D("0100010 00001 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_H_H("0100010 00010 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_AH_H("0100010 00010 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_H_AH("0100010 00010 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_AH_AH("0100010 00010 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_S_B("0100000 00011 rs1 000 rd 1010011 : fd, fs1"),
  FCVT_B_S("0100011 00000 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_D_B("0100001 00011 rs1 000 rd 1010011 : fd, fs1"),
  FCVT_B_D("0100011 00001 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_H_B("0100010 00011 rs1 000 rd 1010011 : fd, fs1"),
  FCVT_B_H("0100011 00010 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_AH_B("0100010 00011 rs1 000 rd 1010011 : fd, fs1"),
  FCVT_B_AH("0100011 00010 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_S_AB("0100000 00011 rs1 000 rd 1010011 : fd, fs1"),
  FCVT_AB_S("0100011 00000 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_D_AB("0100001 00011 rs1 000 rd 1010011 : fd, fs1"),
  FCVT_AB_D("0100011 00001 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_H_AB("0100010 00011 rs1 000 rd 1010011 : fd, fs1"),
  FCVT_AB_H("0100011 00010 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_AH_AB("0100010 00011 rs1 000 rd 1010011 : fd, fs1"),
  FCVT_AB_AH("0100011 00010 rs1 rm rd 1010011 : fd, fs1, rm"),
  FCVT_B_B("0100011 00011 rs1 000 rd 1010011 : fd, fs1"),
  FCVT_AB_B("0100011 00011 rs1 000 rd 1010011 : fd, fs1"),
  FCVT_B_AB("0100011 00011 rs1 000 rd 1010011 : fd, fs1"),
  FCVT_AB_AB("0100011 00011 rs1 000 rd 1010011 : fd, fs1");

  private final Format format;

  FloatConvert(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
