package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.TileLayout;
import org.tosc.frontend.neuro.types.Ty;

/// What the type of a parameter says about its argument before the generic parameters of the
/// function are found: nothing where one of those decides.
final class Hints {
  private final TFunction function;
  private final Bindings bindings;

  private Hints(TFunction function, Bindings bindings) {
    this.function = function;
    this.bindings = bindings;
  }

  /// The type as a help for literals, or null. The length of an array is never a help, so it may
  /// stay open.
  static @Nullable Ty of(Ty type, TFunction function, Bindings bindings) {
    return function.generics().isEmpty() ? type : new Hints(function, bindings).hint(type);
  }

  private @Nullable Ty hint(Ty type) {
    return switch (type.settled()) {
      case Ty.Array(var element, var length) -> {
        Ty held = hint(element);
        yield held == null ? null : new Ty.Array(held, length);
      }
      case Ty.Tuple(var items) -> {
        List<Ty> hints = new ArrayList<>();
        for (Ty item : items) {
          Ty held = hint(item);
          if (held != null) {
            hints.add(held);
          }
        }
        yield hints.size() == items.size() ? new Ty.Tuple(hints) : null;
      }
      case Ty other -> isOpen(other) ? null : other;
    };
  }

  private boolean isOpen(Ty type) {
    return switch (type.settled()) {
      case Ty.Prim _, Ty.Basic _, Ty.Open _ -> false;
      case Ty.Param(GenericParam p) -> isOpen(p);
      case Ty.Array(var element, var length) -> isOpen(element) || isOpen(length);
      case Ty.Tuple(var items) -> items.stream().anyMatch(this::isOpen);
      case Ty.Fn(var params, var result) ->
          params.stream().anyMatch(this::isOpen) || isOpen(result);
      case Ty.Range(var element) -> isOpen(element);
      case Ty.Named(_, var args) -> args.stream().anyMatch(this::isOpenArgument);
      case Ty.Tile(var shape, var element, var layout) ->
          isOpen(element) || isOpenArgument(layout) || shape.stream().anyMatch(this::isOpen);
      case Ty.Tensor(var shape, var element) ->
          isOpen(element) || shape.stream().anyMatch(this::isOpen);
      case Ty.View(var shape, var element, var layout, _) ->
          isOpen(element) || isOpenArgument(layout) || shape.stream().anyMatch(this::isOpen);
    };
  }

  private boolean isOpen(GenericParam param) {
    return function.generics().contains(param) && !bindings.has(param);
  }

  private boolean isOpen(Extent extent) {
    return extent.params().stream().anyMatch(this::isOpen);
  }

  private boolean isOpenArgument(Object arg) {
    return switch (arg) {
      case Ty type -> isOpen(type);
      case Extent extent -> isOpen(extent);
      case TileLayout.Generic(GenericParam p) -> isOpen(p);
      default -> false;
    };
  }
}
