package org.tosc.frontend.neuro.typed;

import java.util.List;
import org.tosc.tir.source.Span;

/// A pattern whose names and types are known.
public sealed interface TPattern {
  Span span();

  /// Fits everything, binds nothing.
  record Any(Span span) implements TPattern {}

  /// Fits everything and binds it.
  record Bind(Variable variable, Span span) implements TPattern {}

  /// Fits one value: a [TExpr.Const].
  record Equal(TExpr.Const value, Span span) implements TPattern {}

  record Between(TExpr.Const from, TExpr.Const to, boolean inclusive, Span span)
      implements TPattern {}

  /// The items of a tuple or the fields of a struct, all of them in order.
  record Items(List<TPattern> items, Span span) implements TPattern {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// A variant of an enum with all its fields in order.
  record Variant(int index, List<TPattern> fields, Span span) implements TPattern {
    public Variant {
      fields = List.copyOf(fields);
    }
  }

  record Or(List<TPattern> alternatives, Span span) implements TPattern {
    public Or {
      alternatives = List.copyOf(alternatives);
    }
  }
}
