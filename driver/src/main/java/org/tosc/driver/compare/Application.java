package org.tosc.driver.compare;

import java.util.List;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.TensorOp;

/// One tensor operation with all that it is applied to.
///
/// @param operands tensors, or Java numbers where the row takes scalars
public record Application(TensorOp op, List<Object> operands, Attributes attributes) {
  public Application {
    operands = List.copyOf(operands);
  }

  /// The first operand, which is a tensor.
  Tensor x() {
    return tensor(0);
  }

  Tensor tensor(int i) {
    return (Tensor) operands.get(i);
  }

  boolean has(int operand) {
    return operand < operands.size();
  }
}
