package org.tosc.frontend.neuro.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// What a value is matched with.
public sealed interface Pattern extends Node {
  /// `_`.
  record Wildcard(Span span) implements Pattern {}

  /// A lower-case name: binds the value. Whether the name is a variant or a constant instead is
  /// known only when names are resolved.
  record Binding(Ident name, boolean mutable, Span span) implements Pattern {}

  /// A number, truth value or text, `-` included in numbers.
  record Literal(Expr value, Span span) implements Pattern {}

  /// `0..9` or `0..=9`.
  record Range(Expr from, Expr to, boolean inclusive, Span span) implements Pattern {}

  record Tuple(List<Pattern> items, Span span) implements Pattern {
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /// `Shape::Circle(r)`, `Shape::Empty`, or the path of a constant.
  record Variant(Expr.Path path, List<Pattern> items, Span span) implements Pattern {
    public Variant {
      items = List.copyOf(items);
    }
  }

  /// `Point { x, y: 0.0, .. }`, also of a variant with named fields.
  record Struct(Expr.Path path, List<FieldPattern> fields, boolean rest, Span span)
      implements Pattern {
    public Struct {
      fields = List.copyOf(fields);
    }
  }

  record Or(List<Pattern> alternatives, Span span) implements Pattern {
    public Or {
      alternatives = List.copyOf(alternatives);
    }
  }

  record Malformed(Span span) implements Pattern {}

  /// `name: pattern`, or `name` alone (no pattern), which binds the field.
  record FieldPattern(Ident name, @Nullable Pattern pattern, Span span) implements Node {}
}
