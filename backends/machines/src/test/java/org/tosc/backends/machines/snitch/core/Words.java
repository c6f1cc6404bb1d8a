package org.tosc.backends.machines.snitch.core;

/// Instructions as words, put together by hand from the manual's formats, so that nothing here
/// depends on the assembler that the machine is there to check.
final class Words {
  static final int ZERO = 0;
  static final int T0 = 5;
  static final int T1 = 6;
  static final int T2 = 7;
  static final int A0 = 10;
  static final int A1 = 11;
  static final int A2 = 12;
  static final int A3 = 13;
  static final int NOP = 0x13;
  static final int WFI = 0x10500073;
  static final int FENCE = 0x0FF0000F;
  static final int SSR_ON = csr(6, 0x7C0, 1, 0);
  static final int SSR_OFF = csr(7, 0x7C0, 1, 0);
  static final int BARRIER = csr(2, 0x7C2, 0, 0);

  private Words() {}

  static int r(int opcode, int funct3, int funct7, int rd, int rs1, int rs2) {
    return funct7 << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | opcode;
  }

  static int i(int opcode, int funct3, int rd, int rs1, int immediate) {
    return immediate << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | opcode;
  }

  static int addi(int rd, int rs1, int immediate) {
    return i(0x13, 0, rd, rs1, immediate);
  }

  static int lui(int rd, int value) {
    return (value & 0xFFFFF000) | rd << 7 | 0x37;
  }

  static int lw(int rd, int rs1, int offset) {
    return i(0x03, 2, rd, rs1, offset);
  }

  static int sw(int rs2, int rs1, int offset) {
    return r(0x23, 2, (offset >> 5) & 0x7F, offset & 0x1F, rs1, rs2);
  }

  static int bne(int rs1, int rs2, int offset) {
    return (offset >> 12 & 1) << 31
        | (offset >> 5 & 0x3F) << 25
        | rs2 << 20
        | rs1 << 15
        | 1 << 12
        | (offset >> 1 & 15) << 8
        | (offset >> 11 & 1) << 7
        | 0x63;
  }

  static int csr(int funct3, int number, int rs1, int rd) {
    return i(0x73, funct3, rd, rs1, number);
  }

  static int mul(int rd, int rs1, int rs2) {
    return r(0x33, 0, 1, rd, rs1, rs2);
  }

  static int fld(int rd, int rs1, int offset) {
    return i(0x07, 3, rd, rs1, offset);
  }

  static int fsd(int rs2, int rs1, int offset) {
    return r(0x27, 3, (offset >> 5) & 0x7F, offset & 0x1F, rs1, rs2);
  }

  static int faddD(int rd, int rs1, int rs2) {
    return r(0x53, 7, 1, rd, rs1, rs2);
  }

  static int fmaddD(int rd, int rs1, int rs2, int rs3) {
    return rs3 << 27 | 1 << 25 | rs2 << 20 | rs1 << 15 | 7 << 12 | rd << 7 | 0x43;
  }

  static int fmvXW(int rd, int rs1) {
    return r(0x53, 0, 0x70, rd, rs1, 0);
  }

  static int frep(int iterations, int body) {
    return (body - 1) << 20 | iterations << 15 | 1 << 7 | 0x0B;
  }

  /// Writes a register of a stream's configuration; stream 31 is all.
  static int scfgwi(int rs1, int stream, int register) {
    return i(0x2B, 2, 0, rs1, (register << 5) | stream);
  }

  static int dma(int funct7, int rd, int rs1, int rs2) {
    return r(0x2B, 0, funct7, rd, rs1, rs2);
  }

  static byte[] bytes(int... words) {
    byte[] bytes = new byte[4 * words.length];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) (words[at >> 2] >>> (8 * (at & 3)));
    }
    return bytes;
  }
}
