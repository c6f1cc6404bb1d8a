package org.tosc.backends.snitch.isa;

/// Products and sums with more bits than their operands have: Xfaux (`ex`), and sums over a
/// register.
public enum Widening implements Opcode {
  FMULEX_S_H("0100110 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FMACEX_S_H("0101010 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FMULEX_S_AH("0100110 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FMACEX_S_AH("0101010 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FMULEX_S_B("0100111 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FMACEX_S_B("0101011 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FMULEX_S_AB("0100111 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  FMACEX_S_AB("0101011 rs2 rs1 rm rd 1010011 : fd, fs1, fs2, rm"),
  VFSUM_S("1000111 11100 rs1 000 rd 0110011 : fd, fs1"),
  VFNSUM_S("1010111 11100 rs1 000 rd 0110011 : fd, fs1"),
  VFSUM_H("1000111 11110 rs1 010 rd 0110011 : fd, fs1"),
  VFNSUM_H("1010111 11110 rs1 010 rd 0110011 : fd, fs1"),
  VFSUM_AH("1000111 11110 rs1 010 rd 0110011 : fd, fs1"),
  VFNSUM_AH("1010111 11110 rs1 010 rd 0110011 : fd, fs1"),
  VFSUM_B("1000111 00111 rs1 011 rd 0110011 : fd, fs1"),
  VFNSUM_B("1010111 00111 rs1 011 rd 0110011 : fd, fs1"),
  VFSUM_AB("1000111 00111 rs1 011 rd 0110011 : fd, fs1"),
  VFNSUM_AB("1010111 00111 rs1 011 rd 0110011 : fd, fs1"),
  VFSUMEX_S_H("1000111 10110 rs1 000 rd 0110011 : fd, fs1"),
  VFNSUMEX_S_H("1010111 10110 rs1 000 rd 0110011 : fd, fs1"),
  VFDOTPEX_S_H("1001011 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFDOTPEX_S_R_H("1001011 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFNDOTPEX_S_H("1011101 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFNDOTPEX_S_R_H("1011101 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFSUMEX_S_AH("1000111 10110 rs1 000 rd 0110011 : fd, fs1"),
  VFNSUMEX_S_AH("1010111 10110 rs1 000 rd 0110011 : fd, fs1"),
  VFDOTPEX_S_AH("1001011 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFDOTPEX_S_R_AH("1001011 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFNDOTPEX_S_AH("1011101 rs2 rs1 000 rd 0110011 : fd, fs1, fs2"),
  VFNDOTPEX_S_R_AH("1011101 rs2 rs1 100 rd 0110011 : fd, fs1, fs2"),
  VFSUMEX_H_B("1000111 10111 rs1 010 rd 0110011 : fd, fs1"),
  VFNSUMEX_H_B("1010111 10111 rs1 010 rd 0110011 : fd, fs1"),
  VFDOTPEX_H_B("1001011 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFDOTPEX_H_R_B("1001011 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFNDOTPEX_H_B("1011101 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFNDOTPEX_H_R_B("1011101 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFSUMEX_AH_B("1000111 10111 rs1 010 rd 0110011 : fd, fs1"),
  VFNSUMEX_AH_B("1010111 10111 rs1 010 rd 0110011 : fd, fs1"),
  VFDOTPEX_AH_B("1001011 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFDOTPEX_AH_R_B("1001011 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFNDOTPEX_AH_B("1011101 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFNDOTPEX_AH_R_B("1011101 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFSUMEX_H_AB("1000111 10111 rs1 010 rd 0110011 : fd, fs1"),
  VFNSUMEX_H_AB("1010111 10111 rs1 010 rd 0110011 : fd, fs1"),
  VFDOTPEX_H_AB("1001011 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFDOTPEX_H_R_AB("1001011 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFNDOTPEX_H_AB("1011101 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFNDOTPEX_H_R_AB("1011101 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFSUMEX_AH_AB("1000111 10111 rs1 010 rd 0110011 : fd, fs1"),
  VFNSUMEX_AH_AB("1010111 10111 rs1 010 rd 0110011 : fd, fs1"),
  VFDOTPEX_AH_AB("1001011 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFDOTPEX_AH_R_AB("1001011 rs2 rs1 110 rd 0110011 : fd, fs1, fs2"),
  VFNDOTPEX_AH_AB("1011101 rs2 rs1 010 rd 0110011 : fd, fs1, fs2"),
  VFNDOTPEX_AH_R_AB("1011101 rs2 rs1 110 rd 0110011 : fd, fs1, fs2");

  private final Format format;

  Widening(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
