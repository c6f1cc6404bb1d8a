package org.tosc.backends.triton.tiling;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;

/// Which element of a buffer a stage gets at a point.
///
/// @param outside what stands outside of the buffer, where points may lie there; otherwise null
/// @param extents of the dimensions, where points may lie outside
record Access(Buffer buffer, AffineMap map, @Nullable Double outside, List<Long> extents) {
  Access {
    extents = List.copyOf(extents);
  }

  Access(Buffer buffer, AffineMap map) {
    this(buffer, map, null, List.of());
  }

  /// The same with a constant in place of dimensions that have one point.
  static AffineMap withoutUnits(AffineMap map, List<Long> extents) {
    return new AffineMap(
        map.dims(), map.results().stream().map(result -> withoutUnits(result, extents)).toList());
  }

  private static AffineExpr withoutUnits(AffineExpr expr, List<Long> extents) {
    AffineExpr kept = AffineExpr.of(extents.size(), expr.constant());
    for (int dim = 0; dim < extents.size(); dim++) {
      if (extents.get(dim) != 1) {
        kept = kept.plus(dim, expr.coefficients().get(dim));
      }
    }
    return kept;
  }

  /// The dimension that a coordinate is, counted from any place; -1 where it is another sum.
  int dimOf(int axis) {
    AffineExpr at = map.result(axis);
    return at.plus(-at.constant()).plainDim();
  }

  boolean isConstant(int axis) {
    return map.result(axis).coefficients().stream().allMatch(c -> c == 0);
  }
}
