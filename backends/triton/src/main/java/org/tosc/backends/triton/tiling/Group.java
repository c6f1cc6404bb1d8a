package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Stages that one program does, one after the other.
///
/// @param classes of each stage's dimensions
/// @param grid the classes that programs share out, that of neighbours in memory last
/// @param extents of classes
record Group(
    List<Stage> stages, List<int[]> classes, List<Integer> grid, Map<Integer, Long> extents) {
  Group {
    stages = List.copyOf(stages);
    classes = List.copyOf(classes);
    grid = List.copyOf(grid);
    extents = Map.copyOf(extents);
  }

  static Group of(List<Stage> stages, Classes joined) {
    List<int[]> classes = new ArrayList<>();
    Map<Integer, Long> extents = new HashMap<>();
    for (int s = 0; s < stages.size(); s++) {
      classes.add(joined.of(s));
      for (int dim : stages.get(s).wide()) {
        extents.put(classes.get(s)[dim], stages.get(s).extents().get(dim));
      }
    }
    return new Group(stages, classes, grid(stages, classes), extents);
  }

  /// What is parallel in all stages, in the order in which the last one writes.
  private static List<Integer> grid(List<Stage> stages, List<int[]> classes) {
    Stage last = stages.getLast();
    int[] own = classes.getLast();
    Set<Integer> shared = new LinkedHashSet<>();
    Access write = last.write(0);
    for (int axis = 0; axis < write.buffer().shape().size(); axis++) {
      int dim = write.dimOf(axis);
      if (dim >= 0 && last.extents().get(dim) != 1) {
        shared.add(own[dim]);
      }
    }
    for (int s = 0; s < stages.size(); s++) {
      Set<Integer> parallel = new LinkedHashSet<>();
      for (int dim : stages.get(s).parallel()) {
        parallel.add(classes.get(s)[dim]);
      }
      shared.retainAll(parallel);
    }
    return List.copyOf(shared);
  }

  long extent(int clazz) {
    return Objects.requireNonNull(extents.get(clazz));
  }

  /// How many points programs share out.
  long points() {
    return grid.stream().map(this::extent).reduce(1L, Math::multiplyExact);
  }

  /// Classes of a stage that lie inside of a program.
  List<Integer> inner(int stage) {
    return stages.get(stage).wide().stream()
        .map(d -> classes.get(stage)[d])
        .filter(c -> !grid.contains(c))
        .toList();
  }

  /// Classes along which a stage reduces.
  List<Integer> reduced(int stage) {
    return stages.get(stage).reductions().stream().map(d -> classes.get(stage)[d]).toList();
  }

  /// Whether a class is a reduction of one stage, and no other stage has it.
  boolean isOwn(int stage, int clazz) {
    for (int s = 0; s < stages.size(); s++) {
      if (s != stage && inner(s).contains(clazz)) {
        return false;
      }
    }
    return reduced(stage).contains(clazz);
  }

  /// Classes along which a stage alone goes, whose rows are too long for a program: it works on
  /// them block by block, and nobody gets them as tiles.
  List<Integer> streamed(int stage) {
    Stage of = stages.get(stage);
    List<Integer> own = new ArrayList<>(inner(stage));
    for (int s = 0; s < stages.size(); s++) {
      if (s != stage) {
        own.removeAll(inner(s));
      }
    }
    long size = own.stream().map(this::extent).reduce(1L, Math::multiplyExact);
    boolean isLate =
        stages.subList(stage + 1, stages.size()).stream()
            .flatMap(s -> s.used().stream().map(o -> s.operands().get(o).buffer()))
            .noneMatch(b -> of.writes().stream().anyMatch(w -> w.buffer().equals(b)));
    boolean isLong = size > Grouping.MOST_ELEMENTS && of.reductions().isEmpty() && isLate;
    return isLong && stages.size() > 1 ? own : List.of();
  }

  /// Whether a stage of the group before writes what a stage reads.
  boolean isHandedOn(int stage, Buffer buffer) {
    return stages.subList(0, stage).stream()
        .anyMatch(s -> s.writes().stream().anyMatch(w -> w.buffer().equals(buffer)));
  }
}
