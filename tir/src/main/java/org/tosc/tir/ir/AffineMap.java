package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Which element an operand of a `nest` gives at a point of the iteration space: affine expressions
/// over the dimensions, one for each axis. Text: `(d0, d1, d2) -> (d0 + 2*d2, d1, 3)`.
///
/// ```java
/// AffineMap transposed = AffineMap.select(2, 1, 0);      // (d0, d1) -> (d1, d0)
/// ```
public record AffineMap(int dims, List<AffineExpr> results) {
  public AffineMap {
    results = List.copyOf(results);
    for (AffineExpr result : results) {
      if (result.coefficients().size() != dims) {
        throw new IllegalArgumentException(result + " is no expression over " + dims);
      }
    }
  }

  public static AffineMap of(int dims, AffineExpr... results) {
    return new AffineMap(dims, List.of(results));
  }

  /// `(d0, …) -> (d0, …)`.
  public static AffineMap identity(int dims) {
    List<AffineExpr> results = new ArrayList<>();
    for (int i = 0; i < dims; i++) {
      results.add(AffineExpr.dim(dims, i));
    }
    return new AffineMap(dims, results);
  }

  /// Some of the dimensions, in an order.
  public static AffineMap select(int dims, int... picked) {
    List<AffineExpr> results = new ArrayList<>();
    for (int dim : picked) {
      results.add(AffineExpr.dim(dims, dim));
    }
    return new AffineMap(dims, results);
  }

  /// How an operand of extents `shape` is read where the iteration space is `extents`, aligned at
  /// the last axis: extents of 1 that are wider there give the coordinate 0.
  public static AffineMap broadcast(List<Long> extents, List<Long> shape) {
    int dims = extents.size();
    int shift = dims - shape.size();
    List<AffineExpr> results = new ArrayList<>();
    for (int axis = 0; axis < shape.size(); axis++) {
      boolean spread = shape.get(axis) == 1 && extents.get(axis + shift) != 1;
      results.add(spread ? AffineExpr.of(dims, 0) : AffineExpr.dim(dims, axis + shift));
    }
    return new AffineMap(dims, results);
  }

  public int rank() {
    return results.size();
  }

  public AffineExpr result(int axis) {
    return results.get(axis);
  }

  public long[] at(long... point) {
    return results.stream().mapToLong(r -> r.at(point)).toArray();
  }

  public boolean uses(int dim) {
    return results.stream().anyMatch(r -> r.uses(dim));
  }

  /// Whether a coordinate is the dimension itself, counted from any place.
  public boolean hasPlain(int dim) {
    return results.stream().anyMatch(r -> r.plus(-r.constant()).plainDim() == dim);
  }

  @Override
  public String toString() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < dims; i++) {
      names.append(i == 0 ? "d" : ", d").append(i);
    }
    return "("
        + names
        + ") -> "
        + results.stream().map(AffineExpr::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
