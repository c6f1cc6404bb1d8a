package org.tosc.frontend.pseudocode.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// What stands after `case`.
public sealed interface Pattern extends Node {
  /// A literal, a negated number or a dotted name such as `E.A`: matches what is `==` to it.
  record Value(Expr value, Span span) implements Pattern {}

  /// `_`: matches anything.
  record Wildcard(Span span) implements Pattern {}

  /// A name: matches anything and binds it.
  record Binding(Ident name, Span span) implements Pattern {}

  /// `[a, b, rest…]`: a list of as many items, or of at least as many where there is a `rest`.
  record ListOf(List<Pattern> items, @Nullable Rest rest, Span span) implements Pattern {
    public ListOf {
      items = List.copyOf(items);
    }
  }

  /// `name…` at the end of a list pattern binds the items left over; `_…` and `…` ignore them.
  record Rest(@Nullable Ident name, Span span) implements Pattern {}

  /// `A or B`: the first that matches. Alternatives bind the same names.
  record Or(List<Pattern> alternatives, Span span) implements Pattern {
    public Or {
      alternatives = List.copyOf(alternatives);
    }
  }

  /// `1..5` (without the end) or `1 to 5` (with it): matches numbers between.
  record Range(Expr from, Expr to, boolean inclusive, Span span) implements Pattern {}

  /// Text that is no pattern.
  record Malformed(Span span) implements Pattern {}
}
