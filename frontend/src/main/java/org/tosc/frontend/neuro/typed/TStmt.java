package org.tosc.frontend.neuro.typed;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// A statement.
public sealed interface TStmt {
  Span span();

  /// Binds the parts of a value; without a value the pattern is a [TPattern.Bind] that is assigned
  /// later.
  record Let(TPattern pattern, @Nullable TExpr value, Span span) implements TStmt {}

  /// Replaces a variable or a part of its value.
  record Assign(Variable variable, List<Step> path, TExpr value, Span span) implements TStmt {
    public Assign {
      path = List.copyOf(path);
    }
  }

  /// Writes an element of a mutable view.
  record Store(TExpr view, List<TExpr> indexes, TExpr value, Span span) implements TStmt {
    public Store {
      indexes = List.copyOf(indexes);
    }
  }

  record Run(TExpr value) implements TStmt {
    @Override
    public Span span() {
      return value.span();
    }
  }

  /// A step from a value to a part of it.
  sealed interface Step {
    /// A field of a struct or an item of a tuple.
    record Item(int index) implements Step {}

    /// An element of an array.
    record Element(TExpr index) implements Step {}
  }
}
