package org.tosc.backends.machines.gpu.python;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// Expressions of Python.
public sealed interface Expression {
  Span span();

  record Name(String id, Span span) implements Expression {}

  record Whole(long value, Span span) implements Expression {}

  record Real(double value, Span span) implements Expression {}

  record Text(String value, Span span) implements Expression {}

  record Truth(boolean value, Span span) implements Expression {}

  record None(Span span) implements Expression {}

  /// `value.name`
  record Attribute(Expression value, String name, Span span) implements Expression {}

  record Call(Expression function, List<Argument> arguments, Span span) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// An argument of a call.
  ///
  /// @param keyword null for one by position
  /// @param stars how many stars stand before it: it is a sequence or a dictionary of arguments
  record Argument(@Nullable String keyword, int stars, Expression value) {}

  /// `value[indices]`
  record Subscript(Expression value, List<Expression> indices, Span span) implements Expression {
    public Subscript {
      indices = List.copyOf(indices);
    }
  }

  /// `from:to:step` in a subscript.
  record Slice(
      @Nullable Expression from, @Nullable Expression to, @Nullable Expression step, Span span)
      implements Expression {
    /// Whether it is `:` alone.
    public boolean isWhole() {
      return from == null && to == null && step == null;
    }
  }

  /// `-x`, `+x`, `~x`, `not x`
  record Unary(String operator, Expression operand, Span span) implements Expression {}

  /// `a + b`; the operator is named as in the text.
  record Binary(String operator, Expression left, Expression right, Span span)
      implements Expression {}

  /// `a < b`, and chains of them.
  record Compare(Expression first, List<Relation> relations, Span span) implements Expression {
    public Compare {
      relations = List.copyOf(relations);
    }
  }

  /// The second part of a comparison.
  record Relation(String operator, Expression right) {}

  /// `a and b`, `a or b`
  record Logic(boolean isAnd, Expression left, Expression right, Span span) implements Expression {}

  /// `then if condition else otherwise`
  record Choice(Expression condition, Expression then, Expression otherwise, Span span)
      implements Expression {}

  /// A tuple or a list.
  record Sequence(List<Expression> items, boolean isList, Span span) implements Expression {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  record Lambda(List<Parameter> parameters, Expression body, Span span) implements Expression {
    public Lambda {
      parameters = List.copyOf(parameters);
    }
  }

  /// `{key: value}`
  record Dictionary(List<Expression> keys, List<Expression> values, Span span)
      implements Expression {
    public Dictionary {
      keys = List.copyOf(keys);
      values = List.copyOf(values);
    }
  }

  /// Something of Python that is not understood here.
  ///
  /// @param what in words, with its article
  record Foreign(String what, Span span) implements Expression {}

  /// A parameter of a function.
  ///
  /// @param stars how many stars stand before it
  record Parameter(
      String name,
      int stars,
      @Nullable Expression annotation,
      @Nullable Expression initial,
      Span span) {}
}
