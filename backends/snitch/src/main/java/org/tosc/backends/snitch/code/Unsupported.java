package org.tosc.backends.snitch.code;

import java.io.Serial;
import org.tosc.tir.source.Span;

/// A function that this backend has no code for (yet).
public final class Unsupported extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient Span span;

  /// @param message what there is no code for, in words
  public Unsupported(Span span, String message) {
    super(message);
    this.span = span;
  }

  /// The operation that stands in the way.
  public Span span() {
    return span;
  }
}
