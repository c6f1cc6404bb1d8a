package org.tosc.backends.triton.tiling;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.block.Builder;
import org.tosc.backends.triton.block.Fn;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Tile;
import org.tosc.backends.triton.tiling.Space.Coordinate;
import org.tosc.backends.triton.tiling.Space.Row;

/// Writes coordinates of points.
record Axes(Builder b) {
  /// Blocks along one axis: `start + 0, start + 1, …`, of which those below the extent count.
  ///
  /// @param start null where it is 0
  /// @param isLoop whether the start is that of a loop, which addresses take apart
  /// @param isRagged whether some may lie beyond the extent
  Coordinate block(
      String hint,
      @Nullable Tile start,
      boolean isLoop,
      Size block,
      Size extent,
      boolean isRagged,
      int axis,
      int rank) {
    Tile local = b.range(block, axis, rank);
    Tile index = start == null ? local : b.apply(hint, Fn.ADD, start, local);
    Tile mask = isRagged ? b.apply(Fn.LT, index, b.size(extent)) : null;
    return start != null && isLoop
        ? new Coordinate(index, start, local, mask)
        : Coordinate.of(index, mask);
  }

  /// The coordinates of several classes that lie along one axis.
  Space unfold(List<Integer> classes, Group group, Coordinate all) {
    Row row = new Row(classes, classes.stream().map(group::extent).toList(), all);
    Space space = Space.EMPTY.with(row);
    for (int i = 0; i < classes.size(); i++) {
      Tile index = all.index();
      if (classes.size() == 1) {
        return space.with(classes.get(i), all);
      }
      if (row.stride(i) > 1) {
        index = b.apply(Fn.QUOTIENT, index, b.whole(row.stride(i)));
      }
      if (i > 0) {
        index = b.apply(Fn.REMAINDER, index, b.whole(row.extents().get(i)));
      }
      space = space.with(classes.get(i), Coordinate.of(index, all.mask()));
    }
    return space;
  }
}
