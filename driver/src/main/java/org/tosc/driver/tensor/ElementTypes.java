package org.tosc.driver.tensor;

import org.tosc.rt.tensor.DType;
import org.tosc.tir.ir.Scalar;

/// The element types of the run-time library and those of the IR, which have the same names but for
/// the booleans.
public final class ElementTypes {
  private ElementTypes() {}

  /// The type of the IR.
  public static Scalar scalar(DType dtype) {
    Scalar scalar = dtype.isBool() ? Scalar.I1 : Scalar.parse(dtype.text());
    if (scalar == null) {
      throw new IllegalStateException("the IR has no element type " + dtype);
    }
    return scalar;
  }

  /// The type of the run-time library.
  public static DType dtype(Scalar scalar) {
    return DType.parse(scalar.text());
  }
}
