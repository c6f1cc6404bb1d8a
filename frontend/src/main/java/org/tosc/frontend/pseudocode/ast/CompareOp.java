package org.tosc.frontend.pseudocode.ast;

/// The comparisons.
public enum CompareOp {
  EQ("=="),
  NE("!="),
  LT("<"),
  LE("<="),
  GT(">"),
  GE(">="),
  IN("in"),
  NOT_IN("not in");

  private final String text;

  CompareOp(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
