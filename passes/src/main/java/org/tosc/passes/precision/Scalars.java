package org.tosc.passes.precision;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.precision.Elementwise.Cell;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Scalar;

/// The rules of arithmetic on numbers beside tensors; others have none.
final class Scalars {
  private static final Map<CoreOp, Elementwise.Rule> TABLE =
      Map.of(
          CoreOp.ADD, Elementwise::add,
          CoreOp.SUB, Elementwise::sub,
          CoreOp.MUL, Elementwise::mul,
          CoreOp.DIV, Elementwise::div,
          CoreOp.NEG, (a, _) -> new Cell(-a.middle(), a.radius(), a.error()));

  private Scalars() {}

  static Elementwise.@Nullable Rule of(CoreOp op, Scalar type) {
    return op == CoreOp.DIV && !type.isFloat() ? null : TABLE.get(op);
  }
}
