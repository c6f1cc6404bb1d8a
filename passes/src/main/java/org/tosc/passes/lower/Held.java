package org.tosc.passes.lower;

import org.tosc.tir.ir.Scalar;

/// What the elements of a product's operands are, as a part of it reads them: copies are `f32`.
record Held(Scalar left, Scalar right) {
  static Held of(Contraction product) {
    return new Held(Writer.element(product.a().buffer()), Writer.element(product.b().buffer()));
  }

  /// The same where the left operand was copied.
  Held leftCopied() {
    return new Held(Scalar.F32, right);
  }

  Held rightCopied() {
    return new Held(left, Scalar.F32);
  }

  /// What tells parts apart that do the same with other elements.
  String suffix() {
    return Writer.suffix(left) + (right == Scalar.F32 ? "" : ".r" + Writer.suffix(right));
  }
}
