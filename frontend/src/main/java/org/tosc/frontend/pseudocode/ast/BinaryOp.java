package org.tosc.frontend.pseudocode.ast;

/// The operators of two values that always evaluate both.
public enum BinaryOp {
  ADD("+"),
  SUB("-"),
  MUL("*"),
  DIV("/"),
  MOD("%"),
  FLOORDIV("div"),
  MATMUL("@"),
  POW("**"),
  BIT_AND("&"),
  BIT_OR("|"),
  BIT_XOR("^"),
  SHL("<<"),
  SHR(">>");

  private final String text;

  BinaryOp(String text) {
    this.text = text;
  }

  /// As it is written; `mod` is another spelling of `%`.
  public String text() {
    return text;
  }
}
