package org.tosc.frontend.neuro.own;

import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.tir.source.Span;

/// A tensor that a view looks at, and where it was borrowed.
public record Loan(Variable owner, boolean mutable, Span span) {
  public boolean isNamed() {
    return !owner.name().isEmpty();
  }

  /// The owner in a message.
  String words() {
    return isNamed() ? "`" + owner + "`" : "a tensor that has no name";
  }
}
