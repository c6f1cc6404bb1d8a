package org.tosc.backends.triton.block;

import java.util.ArrayList;
import java.util.List;

/// What tiles of several shapes are together.
public final class Shapes {
  private Shapes() {}

  /// The shape that all of some tiles broadcast to: they have the same rank, or are scalars.
  ///
  /// @throws IllegalStateException where there is none: our own fault
  public static List<Size> joined(List<Tile> tiles) {
    List<Size> all = new ArrayList<>();
    for (Tile tile : tiles) {
      if (all.isEmpty()) {
        all.addAll(tile.shape());
      } else if (!tile.isScalar()) {
        join(all, tile);
      }
    }
    return all;
  }

  private static void join(List<Size> all, Tile tile) {
    if (tile.rank() != all.size()) {
      throw new IllegalStateException("tiles of " + all + " and " + tile.shape());
    }
    for (int axis = 0; axis < all.size(); axis++) {
      Size size = tile.shape().get(axis);
      if (all.get(axis).isOne()) {
        all.set(axis, size);
      } else if (!size.isOne() && !size.equals(all.get(axis))) {
        throw new IllegalStateException("tiles of " + all + " and " + tile.shape());
      }
    }
  }
}
