package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.TensorType;

/// The least type that holds the values of two.
public final class Join {
  private Join() {}

  public static Ty of(Ty a, Ty b) {
    if (a.equals(b) || b == Ty.NEVER) {
      return a;
    }
    if (a == Ty.NEVER) {
      return b;
    }
    if (a == Ty.UNSET || b == Ty.UNSET || a instanceof Ty.Maybe || b instanceof Ty.Maybe) {
      return new Ty.Maybe(of(assigned(a), assigned(b)));
    }
    if (a instanceof Ty.Tensor(var x) && b instanceof Ty.Tensor(var y)) {
      return tensors(x, y);
    }
    Ty wideA = a.widened();
    Ty wideB = b.widened();
    if (wideA.equals(wideB)) {
      return wideA;
    }
    return a.isTensor() && b.isTensor() ? Ty.TENSOR : Ty.ANY;
  }

  /// What a variable holds where it is assigned.
  public static Ty assigned(Ty ty) {
    return switch (ty) {
      case Ty.Maybe(var content) -> content;
      case Ty.Simple s when s == Ty.Simple.UNSET -> Ty.NEVER;
      case Ty other -> other;
    };
  }

  private static Ty tensors(TensorType x, TensorType y) {
    if (x.element() != y.element() || x.rank() != y.rank()) {
      return Ty.TENSOR;
    }
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      Dim d = x.shape().get(i);
      dims.add(d.equals(y.shape().get(i)) ? d : Dim.unknown());
    }
    return new Ty.Tensor(new TensorType(dims, x.element()));
  }
}
