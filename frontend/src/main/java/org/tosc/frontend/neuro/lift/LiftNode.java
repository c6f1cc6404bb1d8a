package org.tosc.frontend.neuro.lift;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.ScalarFn;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TileFn;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Span;

/// A value in the graph of a kernel. Tiles know how large they are over whole tensors.
public sealed interface LiftNode {
  Span span();

  /// A value that is a tile.
  sealed interface OfTile extends LiftNode {
    Ty.Tile type();

    List<Whole> whole();
  }

  /// A scalar that depends on no tile.
  record OfScalar(TExpr value) implements LiftNode {
    @Override
    public Span span() {
      return value.span();
    }
  }

  /// The tile that the view of a parameter has at the indexes.
  record Param(int index, String name, Ty.Tile type, List<Whole> whole, Span span)
      implements OfTile {}

  /// One scalar everywhere.
  record Fill(OfScalar value, Ty.Tile type, List<Whole> whole, Span span) implements OfTile {}

  /// A function of scalars, element by element.
  record Map(ScalarFn fn, List<LiftNode> args, Ty.Tile type, List<Whole> whole, Span span)
      implements OfTile {}

  /// `x` with its axes permuted: axis `i` is axis `axes[i]` of `x`.
  record Transpose(OfTile arg, List<Long> axes, Ty.Tile type, List<Whole> whole, Span span)
      implements OfTile {}

  /// Another layout.
  record Relayout(OfTile arg, Ty.Tile type, List<Whole> whole, Span span) implements OfTile {}

  /// A sum, maximum or minimum along an axis.
  record Reduce(TileFn fn, OfTile arg, int axis, Ty.Tile type, List<Whole> whole, Span span)
      implements OfTile {}

  /// A product of matrices, on top of `acc` if there is one.
  record Dot(
      OfTile left, OfTile right, @Nullable OfTile acc, Ty.Tile type, List<Whole> whole, Span span)
      implements OfTile {}
}
