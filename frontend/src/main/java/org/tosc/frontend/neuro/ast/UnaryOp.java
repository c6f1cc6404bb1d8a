package org.tosc.frontend.neuro.ast;

/// The operators of one value.
public enum UnaryOp {
  NEG("-"),
  /// Of booleans and, bit by bit, of integers.
  NOT("!");

  private final String text;

  UnaryOp(String text) {
    this.text = text;
  }

  /// As it is written.
  public String text() {
    return text;
  }
}
