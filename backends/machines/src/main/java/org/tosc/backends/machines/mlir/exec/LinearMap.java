package org.tosc.backends.machines.mlir.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.exec.LinalgLoops.Position;
import org.tosc.backends.machines.mlir.ir.AffineExpr;
import org.tosc.backends.machines.mlir.ir.AffineExpr.Operator;
import org.tosc.backends.machines.mlir.ir.AffineMap;

/// A map whose results are sums of multiples of coordinates, as nearly all are: its bounds are
/// checked once, at the corners.
///
/// @param rows for each result a factor for each coordinate, then a constant; null if it has others
@SuppressWarnings("ArrayRecordComponent") // never compared
record LinearMap(AffineMap map, long @Nullable [][] rows) {
  static LinearMap of(AffineMap map) {
    List<AffineExpr> results = map.results();
    long[][] rows = new long[results.size()][map.dims() + 1];
    for (int i = 0; i < rows.length; i++) {
      if (!add(results.get(i), 1, rows[i])) {
        return new LinearMap(map, null);
      }
    }
    return new LinearMap(map, rows);
  }

  private static boolean add(AffineExpr expression, long factor, long[] row) {
    return switch (expression) {
      case AffineExpr.Dim(int position) -> {
        row[position] += factor;
        yield true;
      }
      case AffineExpr.Constant(long value) -> {
        row[row.length - 1] += factor * value;
        yield true;
      }
      case AffineExpr.Symbol s -> false;
      case AffineExpr.Binary(Operator operator, AffineExpr left, AffineExpr right) ->
          switch (operator) {
            case ADD -> add(left, factor, row) && add(right, factor, row);
            case MULTIPLY -> multiply(left, right, factor, row);
            case MOD, FLOOR_DIVIDE, CEIL_DIVIDE -> false;
          };
    };
  }

  private static boolean multiply(AffineExpr left, AffineExpr right, long factor, long[] row) {
    return right instanceof AffineExpr.Constant(long value)
        ? add(left, factor * value, row)
        : left instanceof AffineExpr.Constant(long other) && add(right, factor * other, row);
  }

  /// Positions in a view for coordinates up to the sizes, which are all more than zero.
  Position on(View view, long[] sizes) {
    long[][] linear = rows;
    if (linear == null) {
      return index -> view.at(map.at(index));
    }
    long[] factors = new long[sizes.length];
    long start = view.offset();
    for (int axis = 0; axis < linear.length; axis++) {
      long[] row = linear[axis];
      long least = row[sizes.length];
      long most = least;
      for (int dim = 0; dim < sizes.length; dim++) {
        factors[dim] += row[dim] * view.strides()[axis];
        long reach = row[dim] * (sizes[dim] - 1);
        least += Math.min(reach, 0);
        most += Math.max(reach, 0);
      }
      view.check(least, axis);
      view.check(most, axis);
      start += row[sizes.length] * view.strides()[axis];
    }
    long from = start;
    return index -> {
      long at = from;
      for (int dim = 0; dim < factors.length; dim++) {
        at += index[dim] * factors[dim];
      }
      return at;
    };
  }
}
