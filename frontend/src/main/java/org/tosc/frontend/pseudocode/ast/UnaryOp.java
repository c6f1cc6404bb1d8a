package org.tosc.frontend.pseudocode.ast;

/// The arithmetic operators of one value; `not` is [Expr.Not].
public enum UnaryOp {
  NEG("-"),
  PLUS("+"),
  BIT_NOT("~");

  private final String text;

  UnaryOp(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
