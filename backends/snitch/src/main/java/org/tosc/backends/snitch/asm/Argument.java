package org.tosc.backends.snitch.asm;

import org.tosc.tir.source.Span;

/// What stands between two commas.
sealed interface Argument {
  Span span();

  /// A value, symbol or register.
  record Plain(Expression value) implements Argument {
    @Override
    public Span span() {
      return value.span();
    }
  }

  /// `8(sp)`; without a displacement 0.
  record Indexed(Expression offset, Expression.Name base, Span span) implements Argument {}

  /// A string: a character for each byte.
  record Text(String bytes, Span span) implements Argument {}

  /// `@function`, `%progbits`.
  record Kind(String name, Span span) implements Argument {}
}
