package org.tosc.backends.snitch.asm;

import org.tosc.tir.source.Span;

/// What stands where a value is wanted.
sealed interface Expression {
  Span span();

  /// A number of up to 64 bits.
  record Whole(long value, Span span) implements Expression {}

  /// A number with a fraction or exponent; only floats take it.
  record Real(String text, Span span) implements Expression {}

  /// A symbol, or a register where one is wanted.
  record Name(String name, Span span) implements Expression {}

  /// A numeric label: `1b`, `1f`.
  record Numeric(int label, boolean isForward, Span span) implements Expression {}

  /// `.`: where the statement is.
  record Here(Span span) implements Expression {}

  record Unary(char operator, Expression of, Span span) implements Expression {}

  record Binary(String operator, Expression left, Expression right, Span span)
      implements Expression {}

  /// `%hi(x)`.
  record Part(Modifier modifier, Expression of, Span span) implements Expression {}
}
