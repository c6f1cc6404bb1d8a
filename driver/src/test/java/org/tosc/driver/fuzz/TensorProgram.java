package org.tosc.driver.fuzz;

import java.util.List;
import java.util.stream.Collectors;
import org.tosc.driver.compare.Application;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.TensorOp;

/// One tensor operation with everything it needs.
///
/// @param operands tensors, or Java numbers where the row takes scalars
/// @param isOpen whether the extents are unknown to the compiler
record TensorProgram(TensorOp op, List<Object> operands, Attributes attributes, boolean isOpen) {
  TensorProgram {
    operands = List.copyOf(operands);
  }

  List<Tensor> tensors() {
    return operands.stream().filter(o -> o instanceof Tensor).map(o -> (Tensor) o).toList();
  }

  Tensor x() {
    return (Tensor) operands.getFirst();
  }

  Application application() {
    return new Application(op, operands, attributes);
  }

  @Override
  public String toString() {
    return operands.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(",\n  ", op.mnemonic() + " " + attributes + "\n  ", ""));
  }
}
