package org.tosc.backends.snitch.isa;

/// Multiplication and division: RV32M.
public enum Multiply implements Opcode {
  MUL("0000001 rs2 rs1 000 rd 0110011 : xd, xs1, xs2"),
  MULH("0000001 rs2 rs1 001 rd 0110011 : xd, xs1, xs2"),
  MULHSU("0000001 rs2 rs1 010 rd 0110011 : xd, xs1, xs2"),
  MULHU("0000001 rs2 rs1 011 rd 0110011 : xd, xs1, xs2"),
  DIV("0000001 rs2 rs1 100 rd 0110011 : xd, xs1, xs2"),
  DIVU("0000001 rs2 rs1 101 rd 0110011 : xd, xs1, xs2"),
  REM("0000001 rs2 rs1 110 rd 0110011 : xd, xs1, xs2"),
  REMU("0000001 rs2 rs1 111 rd 0110011 : xd, xs1, xs2");

  private final Format format;

  Multiply(String row) {
    this.format = Format.of(row);
  }

  @Override
  public Format format() {
    return format;
  }
}
