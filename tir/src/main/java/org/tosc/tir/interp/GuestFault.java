package org.tosc.tir.interp;

import org.tosc.tir.source.Span;

/// A run-time error raised by the meaning of an operation, before any handler has seen it. `kind`
/// is one of the language's error kinds (`OverflowError`, `ShapeError`, …).
public final class GuestFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String kind;
  private final String text;
  private transient Span span = Span.NONE;

  public GuestFault(String kind, String text) {
    super(kind + ": " + text, null, false, false);
    this.kind = kind;
    this.text = text;
  }

  public String kind() {
    return kind;
  }

  /// The message without the kind.
  public String text() {
    return text;
  }

  public Span span() {
    return span;
  }

  /// Remembers the innermost operation that raised this; later calls change nothing.
  public void locate(Span at) {
    if (span.isNone()) {
      span = at;
    }
  }
}
