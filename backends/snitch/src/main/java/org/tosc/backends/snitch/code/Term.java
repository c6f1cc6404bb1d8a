package org.tosc.backends.snitch.code;

import java.util.List;
import java.util.Map;

/// What is computed at a point of the iteration space.
public sealed interface Term {
  /// The element that a read gives at the point.
  record Read(int access) implements Term {}

  /// One of several elements that a read gives at the point, in their order.
  record Tap(int access, int number) implements Term {}

  /// What the place that is written held before: the beginning of a reduction that goes on.
  record Carried() implements Term {}

  record Literal(double value) implements Term {}

  /// A floating-point argument: 0 for `fa0`.
  record Argument(int number) implements Term {}

  record Apply(FloatOp op, List<Term> operands) implements Term {
    public Apply {
      operands = List.copyOf(operands);
      if (operands.size() != op.arity()) {
        throw new IllegalArgumentException(op + " of " + operands.size() + " operands");
      }
    }

    Term operand(int i) {
      return operands.get(i);
    }
  }

  /// What no instruction computes ([Inverses]).
  record Inverse(Kind kind, Term of) implements Term {
    public enum Kind {
      RECIPROCAL,
      /// Of the square root.
      ROOT
    }
  }

  /// With others in the place of some terms.
  default Term replaced(Map<Term, Term> others) {
    Term other = others.get(this);
    if (other != null) {
      return other;
    }
    return switch (this) {
      case Apply(FloatOp op, List<Term> operands) ->
          new Apply(op, operands.stream().map(o -> o.replaced(others)).toList());
      case Inverse(Inverse.Kind kind, Term of) -> new Inverse(kind, of.replaced(others));
      case Read _, Tap _, Carried _, Literal _, Argument _ -> this;
    };
  }

  static Apply apply(FloatOp op, Term... operands) {
    return new Apply(op, List.of(operands));
  }

  /// Whether it is the same at all points.
  default boolean isConstant() {
    return switch (this) {
      case Read _, Tap _, Carried _, Inverse _ -> false;
      case Literal _, Argument _ -> true;
      case Apply(_, List<Term> operands) -> operands.stream().allMatch(Term::isConstant);
    };
  }
}
