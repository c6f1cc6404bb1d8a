package org.tosc.frontend.neuro.ast;

import java.util.List;
import org.tosc.tir.source.Span;

/// An argument between `<` and `>`.
public sealed interface GenericArg extends Node {
  /// A type that can be nothing else: a tuple, an array, a function type, or a name with arguments
  /// of its own (`Layout::Blocked<8, 8>`).
  record OfType(TypeExpr type, Span span) implements GenericArg {}

  /// A number, arithmetic, or a path: `128`, `2 * N`, `M`, `f16`, `Layout::RowMajor`. Whether a
  /// path is an extent or a type is known only when names are resolved.
  record OfExpr(Expr value, Span span) implements GenericArg {}

  /// `[M, N]` of a tensor or view; `?` stands for an extent known only when the program runs (an
  /// empty [Expr.Malformed] never stands for it: it is the path `?`).
  record Extents(List<Expr> items, Span span) implements GenericArg {
    public Extents {
      items = List.copyOf(items);
    }
  }
}
