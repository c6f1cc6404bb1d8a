package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.block.Builder;
import org.tosc.backends.triton.block.Fn;
import org.tosc.backends.triton.block.Program;
import org.tosc.backends.triton.block.Program.Count;
import org.tosc.backends.triton.block.Program.Schedule;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Tile;
import org.tosc.backends.triton.tiling.Space.Coordinate;
import org.tosc.tir.ir.Scalar;

/// The form that fits every group: programs share out points by blocks, along the first axis of all
/// tiles. Classes that several stages have inside are axes of their own, whole and padded to powers
/// of two. What one stage alone reduces is the last axis, in blocks, or a loop over points where
/// the order is fixed.
final class FlatForm {
  private final Group group;
  private final Builder b = new Builder();
  private final Memory memory = new Memory(b);
  private final StageWriter stages;
  private final Axes axes = new Axes(b);
  private final Map<Integer, Integer> axisOf = new LinkedHashMap<>();
  private final int rank;
  private final FlatSchedules schedules;
  private Space points = Space.EMPTY;

  private FlatForm(Group group, Set<Buffer> needed) {
    this.group = group;
    this.stages = new StageWriter(b, memory, group, needed);
    int shared = group.grid().isEmpty() ? 0 : 1;
    boolean sums = false;
    for (int s = 0; s < group.stages().size(); s++) {
      boolean isOrdered = isOrdered(s);
      for (int clazz : group.inner(s)) {
        boolean isReduced = group.reduced(s).contains(clazz);
        if (group.streamed(s).contains(clazz)) {
          sums = true;
        } else if (isReduced && (isOrdered || group.isOwn(s, clazz))) {
          sums |= !isOrdered;
        } else {
          axisOf.putIfAbsent(clazz, shared + axisOf.size());
        }
      }
    }
    this.rank = shared + axisOf.size() + (sums ? 1 : 0);
    this.schedules = FlatSchedules.of(group, axisOf.keySet());
  }

  static Program write(Group group, String name, Set<Buffer> needed) {
    return new FlatForm(group, needed).program(name);
  }

  private boolean isOrdered(int stage) {
    Stage of = group.stages().get(stage);
    return of.reduces() && Join.of(of) == null;
  }

  private Program program(String name) {
    List<Count> grid = new ArrayList<>();
    if (!group.grid().isEmpty()) {
      grid.add(sharedOut());
    }
    for (Map.Entry<Integer, Integer> axis : axisOf.entrySet()) {
      points = points.with(axis.getKey(), whole(axis.getKey(), axis.getValue()));
    }
    for (int s = 0; s < group.stages().size(); s++) {
      stage(s);
    }
    List<Schedule> all = schedules.schedules();
    return new Program(name, about(), memory.pointers(), grid, all, b.finish());
  }

  private String about() {
    long inner = axisOf.keySet().stream().map(group::extent).reduce(1L, Math::multiplyExact);
    return axisOf.isEmpty()
        ? group.points() + " points by blocks"
        : group.points() + " rows by blocks, each whole: " + inner + " elements";
  }

  private Count sharedOut() {
    Size extent = new Size("POINTS", group.points());
    Size block = schedules.block();
    Tile start = b.apply(Fn.MUL, b.program("pid"), b.size(block));
    boolean isRagged = schedules.isRagged(extent.value(), block);
    Coordinate all = axes.block("point", start, false, block, extent, isRagged, 0, rank);
    points = axes.unfold(group.grid(), group, all);
    return new Count(extent, block);
  }

  /// All of a class, padded.
  private Coordinate whole(int clazz, int axis) {
    long extent = group.extent(clazz);
    Size size = new Size("WIDTH" + axis, FlatSchedules.padded(extent));
    boolean isRagged = size.value() != extent;
    return axes.block("", null, false, size, Size.of(extent), isRagged, axis, rank);
  }

  private void stage(int s) {
    Stage stage = group.stages().get(s);
    Join join = Join.of(stage);
    if (!group.streamed(s).isEmpty()) {
      stream(s, group.streamed(s));
    } else if (stage.reductions().isEmpty()) {
      stages.pointwise(s, points);
    } else if (join == null) {
      new OrderedSums(b, stages, group, s).write(points, parallelShape(s));
    } else {
      reduce(s, join);
    }
  }

  /// A stage along rows that are too long to be tiles.
  private void stream(int s, List<Integer> own) {
    long all = own.stream().map(group::extent).reduce(1L, Math::multiplyExact);
    Size extent = new Size("WIDTH", all);
    Size block = Size.of(FlatSchedules.MOST_TERMS);
    boolean isRagged = schedules.isRagged(all, block);
    b.loop(
        "k",
        b.whole(0),
        b.size(extent),
        block,
        List.of(),
        List.of(),
        turn -> {
          Coordinate at =
              axes.block("rk", turn.index(), true, block, extent, isRagged, rank - 1, rank);
          stages.pointwise(s, points.with(axes.unfold(own, group, at)));
          return List.of();
        });
  }

  /// The shape of what a stage makes.
  private List<Size> parallelShape(int s) {
    List<Size> shape = new ArrayList<>(Collections.nCopies(rank, Size.ONE));
    if (!group.grid().isEmpty()) {
      shape.set(0, schedules.block());
    }
    for (int dim : group.stages().get(s).parallel()) {
      Integer axis = axisOf.get(group.classes().get(s)[dim]);
      if (axis != null) {
        shape.set(axis, widthOf(axis));
      }
    }
    return shape;
  }

  private Size widthOf(int axis) {
    for (Map.Entry<Integer, Integer> entry : axisOf.entrySet()) {
      if (entry.getValue() == axis) {
        return points.at(entry.getKey()).index().shape().get(axis);
      }
    }
    throw new IllegalStateException("no class along axis " + axis);
  }

  private void reduce(int s, Join join) {
    List<Integer> own = group.reduced(s).stream().filter(c -> !axisOf.containsKey(c)).toList();
    Tile sum = own.isEmpty() ? all(s, join, points, null) : blocks(s, join, own);
    Tile before = stages.before(s, 0, points);
    Tile joined = FoldWriter.join(b, join.fold(), before, sum);
    stages.finish(s, List.of(joined), points);
  }

  /// The fold of one block of terms.
  ///
  /// @param sums the last axis; null where the stage has nothing along it
  private Tile all(int s, Join join, Space space, @Nullable Size sums) {
    return folded(s, join, term(s, join, space), sums);
  }

  private Tile folded(int s, Join join, Tile term, @Nullable Size sums) {
    Tile left = term;
    for (int clazz : group.reduced(s)) {
      Integer axis = axisOf.get(clazz);
      if (axis != null) {
        left = FoldWriter.fold(b, join.fold(), left, axis, widthOf(axis), rank);
      }
    }
    return sums == null ? left : FoldWriter.fold(b, join.fold(), left, rank - 1, sums, rank);
  }

  /// Terms, with what changes nothing beyond the extents.
  private Tile term(int s, Join join, Space space) {
    TermWriter terms = stages.terms(s, space);
    Tile term = FoldWriter.term(b, join, terms);
    List<Tile> masks = new ArrayList<>();
    for (int clazz : group.reduced(s)) {
      Tile mask = space.at(clazz).mask();
      if (mask != null && !masks.contains(mask)) {
        masks.add(mask);
      }
    }
    Tile mask = memory.addresses().both(masks);
    Tile neutral = b.let("", join.fold().neutral(term.element()));
    return mask == null ? term : b.apply(Fn.SELECT, mask, term, neutral);
  }

  /// Folds what a stage alone reduces, block by block.
  private Tile blocks(int s, Join join, List<Integer> own) {
    long terms = own.stream().map(group::extent).reduce(1L, Math::multiplyExact);
    Size extent = new Size("TERMS" + s, terms);
    Size block = schedules.terms(terms);
    boolean isRagged = schedules.isRagged(terms, block);
    if (block.value() >= terms) {
      Coordinate at = axes.block("", null, false, block, extent, isRagged, rank - 1, rank);
      return all(s, join, points.with(axes.unfold(own, group, at)), block);
    }
    List<Size> shape = shapeOf(s, block);
    Tile neutral = b.full(shape, b.let("", join.fold().neutral(typeOf(s))));
    List<Tile> done =
        b.loop(
            "k",
            b.whole(0),
            b.size(extent),
            block,
            List.of("acc"),
            List.of(neutral),
            turn -> {
              Coordinate at =
                  axes.block("rk", turn.index(), true, block, extent, isRagged, rank - 1, rank);
              Space space = points.with(axes.unfold(own, group, at));
              Tile term = term(s, join, space);
              Tile acc = turn.carried().getFirst();
              return List.of(b.apply(join.fold().step(), acc, b.broadcast(term, shape)));
            });
    return folded(s, join, done.getFirst(), block);
  }

  private Scalar typeOf(int s) {
    return group.stages().get(s).values().getFirst().type();
  }

  private List<Size> shapeOf(int s, Size block) {
    List<Size> shape = new ArrayList<>(parallelShape(s));
    for (int clazz : group.reduced(s)) {
      Integer axis = axisOf.get(clazz);
      if (axis != null) {
        shape.set(axis, widthOf(axis));
      }
    }
    shape.set(rank - 1, block);
    return shape;
  }
}
