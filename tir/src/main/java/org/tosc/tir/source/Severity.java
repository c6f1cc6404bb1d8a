package org.tosc.tir.source;

/// How grave a diagnostic is. Only errors make a command fail.
public enum Severity {
  ERROR("error"),
  WARNING("warning"),
  NOTE("note");

  private final String text;

  Severity(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
