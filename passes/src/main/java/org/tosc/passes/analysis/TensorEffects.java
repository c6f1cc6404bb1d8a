package org.tosc.passes.analysis;

import java.util.EnumSet;
import java.util.Set;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Promotion;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Value;

/// What tensor operations may raise. Shapes that are numbers were checked when the module was
/// verified; floats do not overflow.
final class TensorEffects {
  /// What raises only where integers overflow.
  private static final Set<TensorOp> OVERFLOWING =
      EnumSet.of(
          TensorOp.ADD,
          TensorOp.SUB,
          TensorOp.MUL,
          TensorOp.POW,
          TensorOp.NEG,
          TensorOp.ABS,
          TensorOp.REDUCE_SUM,
          TensorOp.REDUCE_PROD,
          TensorOp.CUMSUM,
          TensorOp.OUTER,
          TensorOp.TRACE,
          TensorOp.CAST);

  /// Sums of products of integers are `i64`.
  private static final double I64_SUMS = 0x1p62;

  private TensorEffects() {}

  static boolean mayRaise(TensorOp op, Operation o, Definitions definitions) {
    if (!isStatic(o)) {
      return true;
    }
    if (!op.is(Trait.RAISES)) {
      return false;
    }
    Scalar element = element(o.results().getFirst());
    boolean plain = element.isFloat() || element == Scalar.I1;
    if (op == TensorOp.SPLAT || op == TensorOp.FULL) {
      boolean constant = o.operands().isEmpty() || definitions.constant(o.operand(0)) != null;
      boolean rounds = element.isFloat() && o.operands().stream().allMatch(TensorEffects::isNumber);
      return !(plain && constant) && !rounds;
    }
    if (op == TensorOp.MATMUL || op == TensorOp.DOT) {
      return !plain && IntegerSums.most(o) > I64_SUMS;
    }
    return !(plain && OVERFLOWING.contains(op));
  }

  private static boolean isNumber(Value v) {
    return v.type() instanceof Scalar s && s.kind() != Scalar.Kind.BLOCK;
  }

  private static Scalar element(Value v) {
    return Promotion.arithmetic(((TensorType) v.type()).element());
  }

  /// Whether all shapes are numbers, so that they were checked before.
  private static boolean isStatic(Operation o) {
    return o.operands().stream().allMatch(TensorEffects::isStatic)
        && o.results().stream().allMatch(TensorEffects::isStatic);
  }

  private static boolean isStatic(Value v) {
    return !(v.type() instanceof TensorType t) || t.isStatic();
  }
}
