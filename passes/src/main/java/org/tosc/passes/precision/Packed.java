package org.tosc.passes.precision;

import java.util.List;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;

/// Estimates of operations on packed blocks, whose numbers are known: packing them is not part of
/// the operation. Of integers and their scale nothing is known: their products are numbers of `f32`
/// by definition, not the exact ones.
final class Packed {
  private Packed() {}

  /// The numbers that are packed, which are of `f32`.
  static Estimate numbers(Step step) {
    return step.has(1)
        ? Estimate.unknown(step.shape())
        : Sources.cast(step.x(), step.element(0).arithmetic(), step.element());
  }

  /// `x · wᵀ`.
  static Estimate products(Step step) {
    if (step.has(2)) {
      return Estimate.unknown(step.shape());
    }
    Estimate weights = step.operand(1);
    Estimate turned =
        new Estimate(turned(weights.middle()), turned(weights.radius()), turned(weights.error()));
    List<Dim> shape = ((TensorType) step.types().get(1)).shape();
    TensorType type = new TensorType(shape.reversed(), Scalar.F32);
    return Sums.products(
        step,
        new Step(
            TensorOp.MATMUL,
            Attributes.NONE,
            List.of(step.x(), turned),
            List.of(step.types().getFirst(), type),
            step.results()));
  }

  private static Field turned(Field weights) {
    return Step.apply(TensorOp.TRANSPOSE, Attributes.NONE, weights).getFirst();
  }
}
