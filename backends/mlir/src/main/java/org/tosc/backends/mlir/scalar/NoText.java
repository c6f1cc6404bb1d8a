package org.tosc.backends.mlir.scalar;

import java.io.Serial;
import org.tosc.tir.source.Span;

/// A kernel that has no text of a level (yet).
public final class NoText extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient Span span;

  /// With what stands in the way.
  ///
  /// @param message what there is no text for, in words
  public NoText(Span span, String message) {
    super(message);
    this.span = span;
  }

  /// The operation that stands in the way.
  public Span span() {
    return span;
  }

  /// What there is no text for.
  public String why() {
    return String.valueOf(getMessage());
  }
}
