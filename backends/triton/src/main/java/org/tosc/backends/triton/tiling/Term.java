package org.tosc.backends.triton.tiling;

import java.util.List;
import java.util.function.Predicate;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Scalar;

/// What a stage computes at one point.
sealed interface Term {
  /// An element of what the stage reads.
  record Read(int operand, Scalar type) implements Term {}

  record Real(Scalar type, double value) implements Term {}

  record Whole(Scalar type, long value) implements Term {}

  /// The coordinate of the point.
  record Index(int dim) implements Term {
    @Override
    public Scalar type() {
      return Scalar.I64;
    }
  }

  record Apply(CoreOp op, List<Term> args, Scalar type) implements Term {
    public Apply {
      args = List.copyOf(args);
    }

    Term arg(int i) {
      return args.get(i);
    }
  }

  Scalar type();

  default List<Term> args() {
    return List.of();
  }

  /// Whether it is, or has in it, what is looked for.
  default boolean has(Predicate<Term> wanted) {
    return wanted.test(this) || args().stream().anyMatch(a -> a.has(wanted));
  }

  default boolean reads(int operand) {
    return has(t -> t instanceof Read r && r.operand() == operand);
  }

  default boolean is(CoreOp op) {
    return this instanceof Apply apply && apply.op() == op;
  }

  default boolean isConstant() {
    return this instanceof Real || this instanceof Whole;
  }
}
