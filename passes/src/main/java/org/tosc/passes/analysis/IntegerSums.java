package org.tosc.passes.analysis;

import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// How large the sums of products of integers can be, as far as their types tell.
public final class IntegerSums {
  private IntegerSums() {}

  /// The largest absolute value of an element of `matmul` or `dot`, and of any part of its sum;
  /// infinite where operands are no integers or their shapes are not known.
  public static double most(Operation product) {
    TensorType left = type(product.operand(0));
    TensorType right = type(product.operand(1));
    boolean isKnown = left.isStatic() && right.isStatic() && left.rank() > 0;
    return isKnown && left.shape().getLast() instanceof Dim.Known(long terms, _)
        ? terms * magnitude(left.element()) * magnitude(right.element())
        : Double.POSITIVE_INFINITY;
  }

  private static TensorType type(Value v) {
    return (TensorType) v.type();
  }

  private static double magnitude(Scalar element) {
    int bits = (int) element.bits();
    return switch (element.kind()) {
      case INT -> Math.scalb(1.0, bits - 1);
      case UINT -> Math.scalb(1.0, bits);
      case FLOAT, BOOL, BLOCK -> Double.POSITIVE_INFINITY;
    };
  }
}
