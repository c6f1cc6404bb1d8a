package org.tosc.tir.source;

/// Every diagnostic, one row each: code, severity and title. The page that `tosc explain` shows is
/// the resource `errors/<code>.md`; an example that triggers it and nothing else stands in
/// `samples/errors/`.
public enum Code {
  E0701("the text form of TIR does not parse"),
  E0702("the verifier refuses an operation");

  private final Severity severity;
  private final String title;

  Code(String title) {
    this.severity = name().startsWith("W") ? Severity.WARNING : Severity.ERROR;
    this.title = title;
  }

  public Severity severity() {
    return severity;
  }

  public String title() {
    return title;
  }
}
