package org.tosc.backends.mlir.gpu;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.mlir.scalar.Constants;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.IndexType;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;

/// Places in memory, counted with `arith` on indexes.
final class Coordinates {
  private Coordinates() {}

  /// What a map gives at a point.
  static List<MlirValue> at(BlockWriter out, AffineMap map, List<MlirValue> point) {
    List<MlirValue> made = new ArrayList<>();
    for (AffineExpr result : map.results()) {
      made.add(at(out, result, point));
    }
    return made;
  }

  private static MlirValue at(BlockWriter out, AffineExpr expression, List<MlirValue> point) {
    MlirValue sum = null;
    for (int dim = 0; dim < point.size(); dim++) {
      long times = expression.coefficients().get(dim);
      if (times != 0) {
        MlirValue term =
            times == 1
                ? point.get(dim)
                : op(out, "arith.muli", point.get(dim), Constants.index(out, times));
        sum = sum == null ? term : op(out, "arith.addi", sum, term);
      }
    }
    if (sum == null) {
      return Constants.index(out, expression.constant());
    }
    return expression.constant() == 0
        ? sum
        : op(out, "arith.addi", sum, Constants.index(out, expression.constant()));
  }

  /// The coordinates of a point by its number in row-major order. Of one place there is nothing to
  /// count.
  static List<MlirValue> ofNumber(BlockWriter out, MlirValue number, List<Long> extents) {
    List<MlirValue> made = new ArrayList<>();
    MlirValue left = number;
    for (int dim = extents.size() - 1; dim >= 0; dim--) {
      if (dim == 0) {
        made.addFirst(left);
      } else if (extents.get(dim) == 1) {
        made.addFirst(Constants.index(out, 0));
      } else {
        MlirValue extent = Constants.index(out, extents.get(dim));
        made.addFirst(op(out, "arith.remui", left, extent, "d" + dim));
        left = op(out, "arith.divui", left, extent, dim == 1 ? "d0" : "");
      }
    }
    return made;
  }

  static MlirValue op(BlockWriter out, String name, MlirValue a, MlirValue b) {
    return op(out, name, a, b, "");
  }

  /// An operation on places.
  ///
  /// @param hint the result's name
  static MlirValue op(BlockWriter out, String name, MlirValue a, MlirValue b, String hint) {
    return out.emit(MlirOperation.named(name).operands(a, b), IndexType.INDEX, hint);
  }
}
