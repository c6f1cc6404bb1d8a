package org.tosc.backends.snitch.isa;

/// The integer instructions: RV32I.
public enum Base implements Opcode {
  LUI("imm20 rd 0110111 : xd, u20"),
  AUIPC("imm20 rd 0010111 : xd, u20"),
  JAL("imm20 rd 1101111 : xd, j21"),
  JALR("imm12 rs1 000 rd 1100111 : xd, i12(xs1)"),
  BEQ("imm7 rs2 rs1 000 imm5 1100011 : xs1, xs2, b13"),
  BNE("imm7 rs2 rs1 001 imm5 1100011 : xs1, xs2, b13"),
  BLT("imm7 rs2 rs1 100 imm5 1100011 : xs1, xs2, b13"),
  BGE("imm7 rs2 rs1 101 imm5 1100011 : xs1, xs2, b13"),
  BLTU("imm7 rs2 rs1 110 imm5 1100011 : xs1, xs2, b13"),
  BGEU("imm7 rs2 rs1 111 imm5 1100011 : xs1, xs2, b13"),
  LB("imm12 rs1 000 rd 0000011 : xd, i12(xs1)"),
  LH("imm12 rs1 001 rd 0000011 : xd, i12(xs1)"),
  LW("imm12 rs1 010 rd 0000011 : xd, i12(xs1)"),
  LBU("imm12 rs1 100 rd 0000011 : xd, i12(xs1)"),
  LHU("imm12 rs1 101 rd 0000011 : xd, i12(xs1)"),
  SB("imm7 rs2 rs1 000 imm5 0100011 : xs2, s12(xs1)"),
  SH("imm7 rs2 rs1 001 imm5 0100011 : xs2, s12(xs1)"),
  SW("imm7 rs2 rs1 010 imm5 0100011 : xs2, s12(xs1)"),
  ADDI("imm12 rs1 000 rd 0010011 : xd, xs1, i12"),
  SLTI("imm12 rs1 010 rd 0010011 : xd, xs1, i12"),
  SLTIU("imm12 rs1 011 rd 0010011 : xd, xs1, i12"),
  XORI("imm12 rs1 100 rd 0010011 : xd, xs1, i12"),
  ORI("imm12 rs1 110 rd 0010011 : xd, xs1, i12"),
  ANDI("imm12 rs1 111 rd 0010011 : xd, xs1, i12"),
  SLLI("0000000 shamt rs1 001 rd 0010011 : xd, xs1, shamt"),
  SRLI("0000000 shamt rs1 101 rd 0010011 : xd, xs1, shamt"),
  SRAI("0100000 shamt rs1 101 rd 0010011 : xd, xs1, shamt"),
  ADD("0000000 rs2 rs1 000 rd 0110011 : xd, xs1, xs2"),
  SUB("0100000 rs2 rs1 000 rd 0110011 : xd, xs1, xs2"),
  SLL("0000000 rs2 rs1 001 rd 0110011 : xd, xs1, xs2"),
  SLT("0000000 rs2 rs1 010 rd 0110011 : xd, xs1, xs2"),
  SLTU("0000000 rs2 rs1 011 rd 0110011 : xd, xs1, xs2"),
  XOR("0000000 rs2 rs1 100 rd 0110011 : xd, xs1, xs2"),
  SRL("0000000 rs2 rs1 101 rd 0110011 : xd, xs1, xs2"),
  SRA("0100000 rs2 rs1 101 rd 0110011 : xd, xs1, xs2"),
  OR("0000000 rs2 rs1 110 rd 0110011 : xd, xs1, xs2"),
  AND("0000000 rs2 rs1 111 rd 0110011 : xd, xs1, xs2"),
  FENCE("0000 pred succ 00000 000 00000 0001111 : pred, succ"),
  FENCE_TSO("1000 0011 0011 00000 000 00000 0001111 :"),
  ECALL("000000000000 00000 000 00000 1110011 :"),
  EBREAK("000000000001 00000 000 00000 1110011 :");

  private final Format format;

  Base(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
