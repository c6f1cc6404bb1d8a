package org.tosc.backends.snitch.code;

import java.util.List;

/// What is computed at a point of the iteration space.
public sealed interface Term {
  /// The element that a read gives at the point.
  record Read(int access) implements Term {}

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

  static Apply apply(FloatOp op, Term... operands) {
    return new Apply(op, List.of(operands));
  }

  /// Whether it is the same at all points.
  default boolean isConstant() {
    return switch (this) {
      case Read _, Carried _ -> false;
      case Literal _, Argument _ -> true;
      case Apply(_, List<Term> operands) -> operands.stream().allMatch(Term::isConstant);
    };
  }
}
