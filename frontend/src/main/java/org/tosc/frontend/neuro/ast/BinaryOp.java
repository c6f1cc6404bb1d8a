package org.tosc.frontend.neuro.ast;

/// The operators of two values. `AND` and `OR` evaluate the right one only where it matters.
public enum BinaryOp {
  ADD("+"),
  SUB("-"),
  MUL("*"),
  DIV("/"),
  REM("%"),
  BIT_AND("&"),
  BIT_OR("|"),
  BIT_XOR("^"),
  SHL("<<"),
  SHR(">>"),
  AND("&&"),
  OR("||"),
  EQ("=="),
  NE("!="),
  LT("<"),
  LE("<="),
  GT(">"),
  GE(">=");

  private final String text;

  BinaryOp(String text) {
    this.text = text;
  }

  /// As it is written.
  public String text() {
    return text;
  }
}
