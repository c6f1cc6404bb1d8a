package org.tosc.frontend.neuro.typed;

import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Span;

/// A local variable or parameter, compared by identity.
public final class Variable {
  private final String name;
  private final Ty type;
  private final boolean mutable;
  private final Span span;

  public Variable(String name, Ty type, boolean mutable, Span span) {
    this.name = name;
    this.type = type;
    this.mutable = mutable;
    this.span = span;
  }

  public String name() {
    return name;
  }

  public Ty type() {
    return type.settled();
  }

  /// Whether it may be assigned again (`var`).
  public boolean mutable() {
    return mutable;
  }

  /// The place of its name where it is declared.
  public Span span() {
    return span;
  }

  @Override
  public String toString() {
    return name;
  }
}
