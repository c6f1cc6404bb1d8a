package org.tosc.backends.snitch.isa;

/// Control and status registers, returns, waiting: Zicsr, Zifencei, Zawrs and the privileged
/// instructions.
public enum Control implements Opcode {
  CSRRW("csr rs1 001 rd 1110011 : xd, csr, xs1"),
  CSRRS("csr rs1 010 rd 1110011 : xd, csr, xs1"),
  CSRRC("csr rs1 011 rd 1110011 : xd, csr, xs1"),
  CSRRWI("csr imm5 101 rd 1110011 : xd, csr, z5"),
  CSRRSI("csr imm5 110 rd 1110011 : xd, csr, z5"),
  CSRRCI("csr imm5 111 rd 1110011 : xd, csr, z5"),
  FENCE_I("000000000000 00000 001 00000 0001111 :"),
  WRS_NTO("000000001101 00000 000 00000 1110011 :"),
  WRS_STO("000000011101 00000 000 00000 1110011 :"),
  URET("000000000010 00000 000 00000 1110011 :"),
  SRET("000100000010 00000 000 00000 1110011 :"),
  MRET("001100000010 00000 000 00000 1110011 :"),
  DRET("011110110010 00000 000 00000 1110011 :"),
  WFI("000100000101 00000 000 00000 1110011 :"),
  SFENCE_VMA("0001001 rs2 rs1 000 00000 1110011 : xs1, xs2");

  private final Format format;

  Control(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
