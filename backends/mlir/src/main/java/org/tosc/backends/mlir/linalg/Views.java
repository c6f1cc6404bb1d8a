package org.tosc.backends.mlir.linalg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;

/// The part of an operand that loops touch where a coordinate is a dimension counted from some
/// place: `linalg` finds the extents of loops in the shapes of operands, so that shapes must fit.
///
/// @param offsets where the part begins
/// @param sizes of the part
/// @param map into the part
record Views(List<Long> offsets, List<Long> sizes, AffineMap map) {
  /// The part that loops of some extents touch.
  static Views of(List<Long> shape, AffineMap map, List<Long> extents) {
    List<Long> offsets = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();
    List<AffineExpr> results = new ArrayList<>();
    for (int axis = 0; axis < shape.size(); axis++) {
      AffineExpr at = map.result(axis);
      int dim = at.plus(-at.constant()).plainDim();
      offsets.add(dim < 0 ? 0 : at.constant());
      sizes.add(dim < 0 ? shape.get(axis) : extents.get(dim));
      results.add(dim < 0 ? at : AffineExpr.dim(map.dims(), dim));
    }
    return new Views(offsets, sizes, new AffineMap(map.dims(), results));
  }

  boolean isWhole(List<Long> shape) {
    return sizes.equals(shape) && offsets.stream().allMatch(o -> o == 0);
  }

  List<Long> strides() {
    return Collections.nCopies(sizes.size(), 1L);
  }

  /// Whether every element of the part is touched: each coordinate is a dimension of its own, or
  /// the only one there is.
  boolean isCovered() {
    List<Integer> seen = new ArrayList<>();
    for (int axis = 0; axis < sizes.size(); axis++) {
      int dim = map.result(axis).plainDim();
      boolean isFresh = dim >= 0 && !seen.contains(dim);
      if (!isFresh && sizes.get(axis) != 1) {
        return false;
      }
      seen.add(dim);
    }
    return true;
  }
}
