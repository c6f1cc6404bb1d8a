package org.tosc.passes.lower;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Value;

/// How many loops several stages can share: leading dimensions along which all are independent and
/// find what they hand to each other at the same place.
final class SharedLoops {
  private SharedLoops() {}

  static int count(List<Stage> stages) {
    int count = 0;
    while (isShared(stages, count)) {
      count++;
    }
    return count;
  }

  private static boolean isShared(List<Stage> stages, int dim) {
    Set<Value> written = new HashSet<>();
    stages.forEach(s -> written.add(s.out().buffer()));
    Map<Value, Integer> axes = new HashMap<>();
    Stage first = stages.getFirst();
    boolean fits = true;
    for (Stage stage : stages) {
      fits &=
          dim < Math.min(stage.dims(), first.dims())
              && stage.extents().get(dim).equals(first.extents().get(dim))
              && !stage.isReduction(dim);
      for (int i = 0; fits && i < stage.ins().size(); i++) {
        Value buffer = stage.ins().get(i).buffer();
        if (written.contains(buffer)) {
          int axis = axis(stage.maps().get(i), dim);
          Integer before = axes.putIfAbsent(buffer, axis);
          fits = axis >= 0 && (before == null || before == axis);
        }
      }
    }
    return fits;
  }

  /// The axis whose coordinate is a dimension, which no other axis uses; -1 if there is none.
  static int axis(AffineMap map, int dim) {
    int found = -1;
    for (int axis = 0; axis < map.rank(); axis++) {
      if (map.result(axis).plainDim() == dim) {
        found = found < 0 ? axis : Integer.MIN_VALUE;
      } else if (map.result(axis).uses(dim)) {
        return -1;
      }
    }
    return found;
  }
}
