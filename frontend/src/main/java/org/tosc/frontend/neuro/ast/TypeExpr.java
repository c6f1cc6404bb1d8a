package org.tosc.frontend.neuro.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// A type as it is written.
public sealed interface TypeExpr extends Node {
  /// `f32`, `Tile<128, 64, f16>`, `shapes::Point`.
  record Named(List<Ident> path, List<GenericArg> args, Span span) implements TypeExpr {
    public Named {
      path = List.copyOf(path);
      args = List.copyOf(args);
    }

    /// `a::b`, without arguments.
    public String text() {
      return path.size() == 1
          ? path.getFirst().text()
          : String.join("::", path.stream().map(Ident::text).toList());
    }
  }

  /// `(i32, f32)`; without items the unit type.
  record Tuple(List<TypeExpr> items, Span span) implements TypeExpr {
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /// `[f32; 8]`.
  record Array(TypeExpr element, Expr length, Span span) implements TypeExpr {}

  /// `fn(f32, i32) -> f32`.
  record Fn(List<TypeExpr> params, @Nullable TypeExpr result, Span span) implements TypeExpr {
    public Fn {
      params = List.copyOf(params);
    }
  }

  record Malformed(Span span) implements TypeExpr {}
}
