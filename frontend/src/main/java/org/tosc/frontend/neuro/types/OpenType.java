package org.tosc.frontend.neuro.types;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Scalar;

/// The type of a number literal, decided by how it is used. What no use decides becomes `i64` or
/// `f64` when its function has been checked.
public final class OpenType {
  private boolean isFloat;
  private @Nullable Ty solved;

  public OpenType(boolean isFloat) {
    this.isFloat = isFloat;
  }

  /// Whether a literal with a fraction took part.
  public boolean isFloat() {
    return isFloat;
  }

  /// The decision, or null as long as there is none.
  public @Nullable Ty solved() {
    return solved;
  }

  /// Decides; false where `type` cannot be the type of the literals.
  boolean solve(Ty type) {
    Ty settled = type.settled();
    if (settled instanceof Ty.Open(OpenType other)) {
      if (other != this) {
        other.isFloat |= isFloat;
        solved = settled;
      }
      return true;
    }
    boolean fits = isFloat ? settled.isFloat() : settled.isNumber();
    if (fits) {
      solved = settled;
    }
    return fits;
  }

  /// Decides what is still open.
  public void settle() {
    if (solved == null) {
      solved = new Ty.Prim(isFloat ? Scalar.F64 : Scalar.I64);
    }
  }
}
