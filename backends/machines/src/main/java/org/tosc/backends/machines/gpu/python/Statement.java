package org.tosc.backends.machines.gpu.python;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.python.Expression.Parameter;
import org.tosc.tir.source.Span;

/// Statements of Python.
public sealed interface Statement {
  Span span();

  /// `def name(parameters): body`
  record Function(
      String name,
      List<Parameter> parameters,
      List<Expression> decorators,
      List<Statement> body,
      Span span)
      implements Statement {
    public Function {
      parameters = List.copyOf(parameters);
      decorators = List.copyOf(decorators);
      body = List.copyOf(body);
    }
  }

  /// `a = b = value`
  record Assign(List<Expression> targets, Expression value, Span span) implements Statement {
    public Assign {
      targets = List.copyOf(targets);
    }
  }

  /// `target += value`; the operator is named without its `=`.
  record Update(Expression target, String operator, Expression value, Span span)
      implements Statement {}

  /// `target: annotation = value`
  record Annotated(Expression target, Expression annotation, @Nullable Expression value, Span span)
      implements Statement {}

  /// `if`, with its `elif`s.
  record If(List<Branch> branches, List<Statement> otherwise, Span span) implements Statement {
    public If {
      branches = List.copyOf(branches);
      otherwise = List.copyOf(otherwise);
    }
  }

  /// A condition with what is done where it holds.
  record Branch(Expression condition, List<Statement> body) {
    public Branch {
      body = List.copyOf(body);
    }
  }

  record For(Expression target, Expression iterable, List<Statement> body, Span span)
      implements Statement {
    public For {
      body = List.copyOf(body);
    }
  }

  record While(Expression condition, List<Statement> body, Span span) implements Statement {
    public While {
      body = List.copyOf(body);
    }
  }

  record Return(@Nullable Expression value, Span span) implements Statement {}

  /// An expression alone.
  record Evaluate(Expression value, Span span) implements Statement {}

  record Pass(Span span) implements Statement {}

  record Break(Span span) implements Statement {}

  record Continue(Span span) implements Statement {}

  record Assert(Expression condition, @Nullable Expression message, Span span)
      implements Statement {}

  /// `import module as alias`, or `from module import name as alias`.
  ///
  /// @param name null where the module itself is imported
  record Import(String module, @Nullable String name, String alias, Span span)
      implements Statement {}

  /// Something of Python that is not understood here.
  ///
  /// @param what in words
  record Foreign(String what, Span span) implements Statement {}
}
