package org.tosc.passes.kernelize;

import java.util.List;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.source.Span;

/// What one element of a tensor is, as a function of elements that are stored: the body of a nest
/// before it is written. A formula may share parts; parts are told apart by identity.
sealed interface Formula {
  /// The element that an operand of the nest gives.
  record Read(int operand) implements Formula {}

  record Constant(double value, Scalar type) implements Formula {}

  /// An element-wise operation.
  ///
  /// @param type the element type of its result
  /// @param span where it comes from
  record Apply(TensorOp op, Attributes attributes, Scalar type, List<Formula> operands, Span span)
      implements Formula {}
}
