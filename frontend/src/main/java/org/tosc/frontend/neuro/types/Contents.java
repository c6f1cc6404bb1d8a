package org.tosc.frontend.neuro.types;

import org.tosc.frontend.neuro.types.GenericParam.Bound;

/// What values of a type hold: tensors, which they own, and views, which borrow.
public final class Contents {
  private Contents() {}

  /// Whether a value owns a tensor. One of a generic type without a bound may.
  public static boolean ownsTensor(Ty type) {
    return contains(type, true, 0);
  }

  /// Whether a value holds a view.
  public static boolean holdsView(Ty type) {
    return contains(type, false, 0);
  }

  private static boolean contains(Ty type, boolean tensor, int depth) {
    if (depth > 16) {
      return false; // a type that contains itself; reported elsewhere
    }
    return switch (type.settled()) {
      case Ty.Tensor _ -> tensor;
      case Ty.View _ -> !tensor;
      case Ty.Tuple(var items) -> items.stream().anyMatch(t -> contains(t, tensor, depth + 1));
      case Ty.Array(var element, _) -> contains(element, tensor, depth + 1);
      case Ty.Named(Declared declared, var args) -> {
        Bindings bindings = Bindings.of(declared.params(), args);
        yield declared.variants().stream()
            .flatMap(v -> v.fields().stream())
            .anyMatch(f -> contains(bindings.apply(f.type()), tensor, depth + 1));
      }
      case Ty.Param(GenericParam p) -> tensor && p.bound() == Bound.ANY;
      case Ty.Prim _, Ty.Basic _, Ty.Open _, Ty.Fn _, Ty.Range _, Ty.Tile _ -> false;
    };
  }
}
