package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;

/// The window of a buffer that a box of an iteration space touches: along each axis `Σ |c| · (t -
/// 1)
/// + 1` elements, and more where several maps lie apart.
///
/// ```text
/// (i, j, k, l) -> (i + k, j + l) over 8 × 16 × 3 × 3: 10 × 18 elements from (0, 0) on
/// ```
///
/// @param lowest the first coordinate along each axis for the box that begins at 0
/// @param extents elements along each axis
record Footprint(List<Long> lowest, List<Long> extents) {
  Footprint {
    lowest = List.copyOf(lowest);
    extents = List.copyOf(extents);
  }

  /// @param maps with the same coefficients
  /// @param box extents of the dimensions
  static Footprint of(List<AffineMap> maps, List<Long> box) {
    long[] sides = box.stream().mapToLong(n -> n).toArray();
    List<Long> lowest = new ArrayList<>();
    List<Long> extents = new ArrayList<>();
    for (int axis = 0; axis < maps.getFirst().rank(); axis++) {
      long least = Long.MAX_VALUE;
      long most = Long.MIN_VALUE;
      for (AffineMap map : maps) {
        least = Math.min(least, map.result(axis).least(sides));
        most = Math.max(most, map.result(axis).most(sides));
      }
      lowest.add(least);
      extents.add(most - least + 1);
    }
    return new Footprint(lowest, extents);
  }

  /// A map as a copy of the window alone sees it.
  AffineMap inside(AffineMap map) {
    List<AffineExpr> results = new ArrayList<>();
    for (int axis = 0; axis < map.rank(); axis++) {
      results.add(map.result(axis).plus(-lowest.get(axis)));
    }
    return new AffineMap(map.dims(), results);
  }
}
