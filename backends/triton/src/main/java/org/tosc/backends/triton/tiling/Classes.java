package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.AffineExpr;

/// Which dimensions of some stages are the same because of what stages hand to each other.
///
/// Two stages fit together where one reads exactly what the other has written at the same point of
/// the dimensions that they share: then one program can do both, and nobody else's elements are
/// needed.
final class Classes {
  private record Write(int stage, Access access) {}

  private final List<Stage> stages;
  private final int[] firsts;
  private final int[] parents;

  private Classes(List<Stage> stages) {
    this.stages = stages;
    this.firsts = new int[stages.size() + 1];
    for (int i = 0; i < stages.size(); i++) {
      firsts[i + 1] = firsts[i] + stages.get(i).dims();
    }
    this.parents = IntStream.range(0, firsts[stages.size()]).toArray();
  }

  /// The classes; null where the stages do not fit together.
  static @Nullable Classes of(List<Stage> stages) {
    Classes classes = new Classes(stages);
    if (!classes.handsOn()) {
      return null;
    }
    classes.adopt();
    classes.align();
    return classes.isSimple() ? classes : null;
  }

  private int root(int node) {
    int at = node;
    while (parents[at] != at) {
      at = parents[at];
    }
    return at;
  }

  /// The class of each dimension of a stage.
  int[] of(int stage) {
    return IntStream.range(firsts[stage], firsts[stage + 1]).map(this::root).toArray();
  }

  private boolean handsOn() {
    Map<Buffer, List<Write>> written = new HashMap<>();
    Map<Buffer, List<Write>> read = new HashMap<>();
    for (int s = 0; s < stages.size(); s++) {
      Stage stage = stages.get(s);
      for (int operand : stage.used()) {
        Access access = stage.operands().get(operand);
        for (Write write : written.getOrDefault(access.buffer(), List.of())) {
          if (!joins(write, s, access)) {
            return false;
          }
        }
        read.computeIfAbsent(access.buffer(), _ -> new ArrayList<>()).add(new Write(s, access));
      }
      for (Access access : stage.writes()) {
        for (Write write : written.getOrDefault(access.buffer(), List.of())) {
          boolean fits = joins(write, s, access) || isApart(write, s, access);
          if (!fits) {
            return false;
          }
        }
        for (Write before : read.getOrDefault(access.buffer(), List.of())) {
          if (!joins(before, s, access)) {
            return false;
          }
        }
      }
      for (Access access : stage.writes()) {
        written.computeIfAbsent(access.buffer(), _ -> new ArrayList<>()).add(new Write(s, access));
      }
    }
    return true;
  }

  /// Makes dimensions one where two stages meet the same elements at the same coordinates.
  private boolean joins(Write first, int stage, Access access) {
    Access before = first.access();
    if (access.outside() != null || before.outside() != null) {
      return false;
    }
    for (int axis = 0; axis < access.buffer().shape().size(); axis++) {
      AffineExpr a = before.map().result(axis);
      AffineExpr b = access.map().result(axis);
      if (a.constant() != b.constant()) {
        return false;
      }
      if (before.isConstant(axis) && access.isConstant(axis)) {
        continue;
      }
      int from = before.dimOf(axis);
      int to = access.dimOf(axis);
      if (from < 0 || to < 0 || !sameExtent(first.stage(), from, stage, to)) {
        return false;
      }
      join(first.stage(), from, stage, to);
    }
    return true;
  }

  private boolean sameExtent(int s, int d, int t, int e) {
    return Objects.equals(stages.get(s).extents().get(d), stages.get(t).extents().get(e));
  }

  private void join(int s, int d, int t, int e) {
    parents[root(firsts[t] + e)] = root(firsts[s] + d);
  }

  /// Whether two stages write different elements of a buffer; then axes of the same extents are
  /// walked together.
  private boolean isApart(Write first, int stage, Access access) {
    boolean isApart = false;
    for (int axis = 0; axis < access.buffer().shape().size(); axis++) {
      long[] a = range(first.access().map().result(axis), stages.get(first.stage()));
      long[] b = range(access.map().result(axis), stages.get(stage));
      isApart |= a[1] < b[0] || b[1] < a[0];
    }
    for (int axis = 0; isApart && axis < access.buffer().shape().size(); axis++) {
      int from = first.access().dimOf(axis);
      int to = access.dimOf(axis);
      if (from >= 0 && to >= 0 && sameExtent(first.stage(), from, stage, to)) {
        join(first.stage(), from, stage, to);
      }
    }
    return isApart;
  }

  private static long[] range(AffineExpr at, Stage stage) {
    long[] extents = stage.extents().stream().mapToLong(e -> e).toArray();
    return new long[] {at.least(extents), at.most(extents)};
  }

  /// Stages that have nothing to do with those before them are walked together with the first,
  /// where they have the same parallel dimensions.
  private void adopt() {
    List<Integer> dims = stages.getFirst().parallel();
    for (int s = 1; s < stages.size(); s++) {
      Stage stage = stages.get(s);
      List<Integer> own = stage.parallel();
      boolean fits = own.size() == dims.size() && isAlone(s);
      for (int i = 0; fits && i < dims.size(); i++) {
        fits = sameExtent(0, dims.get(i), s, own.get(i));
      }
      for (int i = 0; fits && i < dims.size(); i++) {
        join(0, dims.get(i), s, own.get(i));
      }
    }
  }

  /// Reductions go along a dimension that lies inside of programs anyway, where both read the same
  /// elements: then these are read once.
  private void align() {
    for (int s = 0; s < stages.size(); s++) {
      for (int t = 0; t < stages.size(); t++) {
        for (int dim : stages.get(s).reductions()) {
          if (s != t) {
            align(s, dim, t);
          }
        }
      }
    }
  }

  private void align(int s, int dim, int t) {
    Stage stage = stages.get(s);
    Stage other = stages.get(t);
    for (int operand : stage.used()) {
      Access access = stage.operands().get(operand);
      for (int at : other.used()) {
        Access same = other.operands().get(at);
        if (!same.buffer().equals(access.buffer())) {
          continue;
        }
        for (int axis = 0; axis < access.map().rank(); axis++) {
          int to = same.dimOf(axis);
          boolean fits =
              access.dimOf(axis) == dim
                  && stage.extents().get(dim) <= Grouping.MOST_ELEMENTS
                  && to >= 0
                  && !other.reduced().get(to)
                  && sameExtent(s, dim, t, to);
          if (fits && isInside(root(firsts[t] + to)) && mayJoin(s, dim, t, to)) {
            join(t, to, s, dim);
          }
        }
      }
    }
  }

  /// Whether some stage has no such dimension to share out.
  private boolean isInside(int clazz) {
    for (int s = 0; s < stages.size(); s++) {
      int[] own = of(s);
      if (stages.get(s).parallel().stream().noneMatch(d -> own[d] == clazz)) {
        return true;
      }
    }
    return false;
  }

  /// Whether no stage has dimensions of both classes.
  private boolean mayJoin(int s, int d, int t, int e) {
    int first = root(firsts[s] + d);
    int second = root(firsts[t] + e);
    for (int i = 0; i < stages.size(); i++) {
      int[] own = of(i);
      List<Integer> classes = stages.get(i).wide().stream().map(w -> own[w]).toList();
      if (first != second && classes.contains(first) && classes.contains(second)) {
        return false;
      }
    }
    return true;
  }

  private boolean isAlone(int stage) {
    return Arrays.stream(of(stage)).allMatch(c -> firsts[stage] <= c && c < firsts[stage + 1]);
  }

  /// Whether no stage has two dimensions of one class.
  private boolean isSimple() {
    for (int s = 0; s < stages.size(); s++) {
      int[] classes = of(s);
      long wide = stages.get(s).wide().stream().mapToInt(d -> classes[d]).distinct().count();
      if (wide < stages.get(s).wide().size()) {
        return false;
      }
    }
    return true;
  }
}
