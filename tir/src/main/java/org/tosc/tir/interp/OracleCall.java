package org.tosc.tir.interp;

import java.util.List;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorCall;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.TypeRule;

/// One application of a tensor operation on the oracle, after its types were checked: operands,
/// attributes, and the result types that the row's rule gave.
record OracleCall(TensorCall types, List<?> operands, List<TensorType> results) {

  /// A part of the meaning that may find a mistake of types.
  @FunctionalInterface
  interface Checked<T> {
    T get() throws TypeRule.Mismatch;
  }

  Attributes attributes() {
    return types.attributes();
  }

  boolean has(int i) {
    return i < operands.size();
  }

  OracleTensor tensor(int i) {
    return (OracleTensor) operands.get(i);
  }

  OracleTensor x() {
    return tensor(0);
  }

  /// Operand `i` in the element type of the first result.
  OracleTensor operand(int i) {
    return tensor(i).as(element());
  }

  List<OracleTensor> tensors() {
    return operands.stream().map(OracleTensor.class::cast).toList();
  }

  /// The element type of the first result.
  Scalar element() {
    return results.getFirst().element();
  }

  /// The shape of the first result.
  long[] shape() {
    return OracleTensor.sizes(results.getFirst());
  }

  int axis(long otherwise) {
    return checked(() -> types.axis("axis", otherwise));
  }

  List<Integer> axes() {
    return checked(() -> types.axes("axis"));
  }

  /// The first result, of floats that are rounded to its element type.
  OracleTensor reals(double[] values) {
    return OracleTensor.reals(element(), shape(), values);
  }

  /// The first result, of integers or booleans.
  OracleTensor integers(long[] values) {
    return OracleTensor.integers(element(), shape(), values);
  }

  static <T> T checked(Checked<T> part) {
    try {
      return part.get();
    } catch (TypeRule.Mismatch mismatch) {
      throw fault(mismatch);
    }
  }

  /// A mistake of types as the run-time error that it is when types are known no earlier.
  static GuestFault fault(TypeRule.Mismatch mismatch) {
    String kind =
        switch (mismatch.rule()) {
          case TYPE -> "TypeError";
          case DTYPE -> "DTypeError";
          case INDEX -> "IndexError";
          case ATTRIBUTE, VALUE -> "ValueError";
          case RANK, AXIS, BROADCAST, INNER, EXTENT, COUNT -> "ShapeError";
        };
    return new GuestFault(kind, mismatch.words());
  }
}
