package org.tosc.rt.device;

/// The part of a tile that lies inside a view, row by row: a row is what lies side by side in the
/// tile. Axes of one element are left out, so that a column is one row.
///
/// ```java
/// for (Region r = …; r.hasRow(); r.next()) { copy(view, r.at, r.step, tile, r.to, r.length); }
/// ```
final class Region {
  /// Where in memory the row begins, and how far apart its elements are there.
  int at;

  final int step;

  /// Where in the tile the row begins, and how many elements it has.
  int to;

  final int length;

  private final int axes;
  private final int[] counts;
  private final int[] steps;
  private final int[] tileSteps;
  private final int[] indexes;
  private boolean more;

  /// @param first the first element inside, per axis of the tile
  /// @param count how many elements from there on
  /// @param origin the view's index of the tile's first element; may lie outside
  Region(View view, int[] tile, int[] first, int[] count, long[] origin) {
    int rank = tile.length;
    counts = new int[rank + 1];
    steps = new int[rank + 1];
    tileSteps = new int[rank + 1];
    indexes = new int[rank + 1];
    at = view.offset;
    more = true;
    int tileStep = 1;
    int kept = 0;
    for (int axis = rank - 1; axis >= 0; axis--) {
      more &= count[axis] > 0;
      at += (int) (origin[axis] + first[axis]) * view.strides[axis];
      to += first[axis] * tileStep;
      boolean isRow = kept == 0 && tileStep == 1;
      if (count[axis] != 1 && (kept > 0 || isRow)) {
        keep(kept++, count[axis], view.strides[axis], tileStep);
      } else if (count[axis] != 1) {
        keep(kept++, 1, 0, 0); // the tile's last axes are cut to one element: rows of one
        keep(kept++, count[axis], view.strides[axis], tileStep);
      }
      tileStep *= tile[axis];
    }
    axes = kept;
    length = kept == 0 ? 1 : counts[0];
    step = kept == 0 ? 1 : steps[0];
  }

  private void keep(int place, int count, int viewStep, int tileStep) {
    counts[place] = count;
    steps[place] = viewStep;
    tileSteps[place] = tileStep;
  }

  boolean hasRow() {
    return more;
  }

  /// Whether the rows are all of a tile of so many elements.
  boolean isWhole(int size) {
    long inside = length;
    for (int axis = 1; axis < axes; axis++) {
      inside *= counts[axis];
    }
    return inside == size;
  }

  void next() {
    for (int axis = 1; axis < axes; axis++) {
      at += steps[axis];
      to += tileSteps[axis];
      if (++indexes[axis] < counts[axis]) {
        return;
      }
      at -= counts[axis] * steps[axis];
      to -= counts[axis] * tileSteps[axis];
      indexes[axis] = 0;
    }
    more = false;
  }
}
