package org.tosc.tir.interp;

import org.tosc.tir.ir.Operation;

/// How the interpreter represents and computes tensors: the oracle itself, or a wrapper that keeps
/// the run-time library's tensors and computes on the oracle.
@FunctionalInterface
public interface TensorDomain {
  /// Performs a `tensor` operation. Operands are tensors of this domain or scalars, as the row
  /// says.
  Object[] apply(Operation operation, Object[] operands);

  /// The elements of a tensor of this domain; it is a tensor of the oracle unless the domain says
  /// otherwise.
  default OracleTensor oracle(Object tensor) {
    return (OracleTensor) tensor;
  }

  /// A tensor of this domain with these elements.
  default Object tensor(OracleTensor elements) {
    return elements;
  }
}
