package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.Stage.Access;

/// The loops of one stage below those that it shares with others: neighbouring dimensions that all
/// operands walk through as through one are one.
///
/// @param sums the accumulating dimensions
/// @param vector the dimension whose points are taken side by side, in vectors; it is in neither
///   list
record Walk(List<Axis> parallel, List<Axis> sums, Vector vector) {
  /// A dimension.
  ///
  /// @param steps of the operands, in their order
  record Axis(long extent, boolean isSum, List<Long> steps) {
    boolean isDense() {
      return steps.stream().allMatch(s -> s == 0 || s == 1);
    }
  }

  /// What runs in vectors.
  sealed interface Vector {
    /// Nothing.
    record None() implements Vector {}

    /// Neighbours of the out.
    record Points(Axis axis) implements Vector {}

    /// Terms of a sum.
    record Terms(Axis axis) implements Vector {}
  }

  static Walk of(Stage stage, int shared) {
    List<Axis> axes = new ArrayList<>();
    for (int d = shared; d < stage.dims(); d++) {
      int dim = d;
      List<Long> steps = stage.ins().stream().map((Access in) -> in.step(dim)).toList();
      Axis axis = new Axis(stage.extents().get(d), stage.isReduction(d), steps);
      if (axis.extent() == 1) {
        continue;
      }
      if (!axes.isEmpty() && continues(axes.getLast(), axis)) {
        axes.add(joined(axes.removeLast(), axis));
      } else {
        axes.add(axis);
      }
    }
    Vector vector = vector(stage, axes);
    List<Axis> parallel = new ArrayList<>();
    List<Axis> sums = new ArrayList<>();
    for (Axis axis : axes) {
      boolean taken =
          switch (vector) {
            case Vector.None() -> false;
            case Vector.Points(Axis points) -> points == axis;
            case Vector.Terms(Axis terms) -> terms == axis;
          };
      if (!taken) {
        (axis.isSum() ? sums : parallel).add(axis);
      }
    }
    return new Walk(parallel, sums, vector);
  }

  /// The two innermost loops where they turn an operand over: the one along which its neighbours
  /// lie, then the one along which those of the out lie. Null for others.
  @Nullable List<Axis> turned() {
    if (!(vector instanceof Vector.None) || !sums.isEmpty() || parallel.size() < 2) {
      return null;
    }
    List<Axis> inner = parallel.subList(parallel.size() - 2, parallel.size());
    return turns(inner) ? inner : turns(inner.reversed()) ? inner.reversed() : null;
  }

  private static boolean turns(List<Axis> axes) {
    List<Long> rows = axes.getFirst().steps();
    List<Long> columns = axes.getLast().steps();
    boolean isOperandTurned = false;
    for (int i = 0; i < columns.size() - 1; i++) {
      isOperandTurned |= rows.get(i) == 1 && columns.get(i) > 1;
    }
    return columns.getLast() == 1 && isOperandTurned;
  }

  private static boolean continues(Axis outer, Axis inner) {
    boolean alike = outer.isSum() == inner.isSum();
    for (int i = 0; i < inner.steps().size(); i++) {
      alike &= outer.steps().get(i) == inner.steps().get(i) * inner.extent();
    }
    return alike;
  }

  private static Axis joined(Axis outer, Axis inner) {
    return new Axis(outer.extent() * inner.extent(), inner.isSum(), inner.steps());
  }

  /// Neighbours of the out if there are some, otherwise terms.
  private static Vector vector(Stage stage, List<Axis> axes) {
    for (Axis axis : axes.reversed()) {
      if (!axis.isSum() && axis.isDense() && axis.steps().getLast() == 1) {
        return new Vector.Points(axis);
      }
    }
    for (Axis axis : axes.reversed()) {
      if (axis.isSum() && axis.isDense() && Accumulation.of(stage) != null) {
        return new Vector.Terms(axis);
      }
    }
    return new Vector.None();
  }
}
