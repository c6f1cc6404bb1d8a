package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.lift.LiftNode;
import org.tosc.frontend.neuro.lift.Whole;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.TileType;

/// Which tiles a tile is made of, and where they stand: the rules that lowering ([LiftedKernel])
/// and the report of it ([LiftReport]) both follow, so that the one says what the other does.
///
/// @param <I> what stands for a place along an axis
final class LiftWalk<I> {
  private final LiftedKernel.Key key;
  private final I first;

  /// `first` is the place of the first tile.
  LiftWalk(LiftedKernel.Key key, I first) {
    this.key = key;
    this.first = first;
  }

  TileType type(LiftNode.OfTile node) {
    return (TileType) TypeLowering.of(key.kernel().bindings().apply(node.type()));
  }

  /// The extent of an axis of a view.
  Dim dim(Whole.OfParam of) {
    return ((BufferType) key.args().get(of.param())).shape().get(of.axis());
  }

  /// Whether tiles of `extent` elements cover the axis exactly.
  boolean divides(Whole.OfParam of, long extent) {
    return extent == 1 || (dim(of) instanceof Dim.Known known && known.size() % extent == 0);
  }

  /// The axis that an index runs along, which two operands share; null where both were reduced.
  static Whole.@Nullable OfParam over(Whole a, Whole b) {
    return a instanceof Whole.OfParam x ? x : b instanceof Whole.OfParam y ? y : null;
  }

  /// Where an operand of a map is read: at the first tile along an axis that it repeats.
  List<I> repeated(LiftNode.OfTile arg, LiftNode.Map map, List<I> at) {
    TileType own = type(arg);
    TileType result = type(map);
    List<I> places = new ArrayList<>();
    for (int axis = 0; axis < at.size(); axis++) {
      boolean repeats =
          arg.whole().get(axis) instanceof Whole.One
              || (own.shape().get(axis) == 1 && result.shape().get(axis) != 1);
      places.add(repeats ? first : at.get(axis));
    }
    return places;
  }

  /// Where the operand of a transposition is read.
  List<I> permuted(List<I> at, List<Long> axes) {
    List<I> before = new ArrayList<>(at);
    for (int i = 0; i < axes.size(); i++) {
      before.set(axes.get(i).intValue(), at.get(i));
    }
    return before;
  }

  /// The places with another one along an axis.
  List<I> with(List<I> at, int axis, I place) {
    List<I> changed = new ArrayList<>(at);
    changed.set(axis, place);
    return changed;
  }

  /// Calls `make` with the tiles that `node` needs and that do not depend on the place `k`: what is
  /// made before the loop over it.
  void independent(
      LiftNode.OfTile node, List<I> at, I k, BiConsumer<LiftNode.OfTile, List<I>> make) {
    if (!at.contains(k)) {
      make.accept(node, at);
      return;
    }
    switch (node) {
      case LiftNode.Map map -> {
        for (LiftNode arg : map.args()) {
          if (arg instanceof LiftNode.OfTile tile) {
            independent(tile, repeated(tile, map, at), k, make);
          }
        }
      }
      case LiftNode.Transpose(var arg, var axes, _, _, _) ->
          independent(arg, permuted(at, axes), k, make);
      case LiftNode.Relayout(var arg, _, _, _) -> independent(arg, at, k, make);
      case LiftNode.Param _, LiftNode.Fill _, LiftNode.Reduce _, LiftNode.Dot _ -> {}
    }
  }
}
