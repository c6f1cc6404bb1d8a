package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.Stage.Access;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Value;

/// Stages that are no product: loops, the innermost of vectors. What all stages of a sweep are
/// independent along, rows for example, they share as outer loops, so that a row is finished before
/// the next is begun and what stages hand to each other is still in the cache.
final class Sweep {
  private final List<Stage> stages;
  private final int outer;
  private final int shared;

  /// Points of a row that may be left out, and the position at which rows end instead.
  private final long row;

  private @Nullable Value end;

  private Sweep(List<Stage> stages, int outer, int shared, long row) {
    this.stages = stages;
    this.outer = outer;
    this.shared = shared;
    this.row = row;
  }

  /// Writes stages, as a part of their own.
  ///
  /// @param kept buffers that are needed afterwards
  static void write(Parts parts, List<Stage> stages, String name, Set<Value> kept) {
    int shared = stages.size() == 1 ? 0 : shared(stages);
    List<Stage> small = RowLocals.of(stages, shared, kept, parts);
    write(parts, small, name, List.of(), shared, 0, null);
  }

  /// Writes stages inside loops that stand around the call.
  ///
  /// @param point where these loops are: the first dimensions of all stages
  /// @param shared how many dimensions the stages share, these among them
  /// @param row how many points rows have that may end earlier, at `end`: a multiple of four
  ///   vectors, or all of them; what lies behind is not touched
  static void write(
      Parts parts,
      List<Stage> stages,
      String name,
      List<Value> point,
      int shared,
      long row,
      @Nullable Value end) {
    Sweep sweep = new Sweep(stages, point.size(), shared, end == null ? 0 : row);
    List<Value> buffers = sweep.buffers();
    String part = parts.part(name, w -> sweep.function(w, buffers));
    List<Value> arguments = new ArrayList<>(buffers.stream().map(parts::buffer).toList());
    arguments.addAll(point);
    if (end != null) {
      arguments.add(end);
    }
    parts.main().call(part, arguments);
  }

  private List<Value> buffers() {
    Set<Value> all = new java.util.LinkedHashSet<>();
    stages.forEach(s -> s.ins().forEach(in -> all.add(in.buffer())));
    return List.copyOf(all);
  }

  private org.tosc.tir.ir.Function function(Writer w, List<Value> kernels) {
    Map<Value, Value> buffers = new HashMap<>();
    kernels.forEach(b -> buffers.put(b, w.buffer()));
    List<Value> point = new ArrayList<>();
    for (int d = 0; d < outer; d++) {
      point.add(w.position());
    }
    end = row > 0 ? w.position() : null;
    outer(w, outer, point, buffers);
    return w.finish(Attributes.NONE);
  }

  private void outer(Writer w, int dim, List<Value> point, Map<Value, Value> buffers) {
    if (dim == shared) {
      stages(w, List.copyOf(point), buffers);
      return;
    }
    w.loop(
        stages.getFirst().extents().get(dim),
        i -> {
          point.add(i);
          outer(w, dim + 1, point, buffers);
          point.removeLast();
        });
  }

  // How many leading dimensions the stages share.

  static int shared(List<Stage> stages) {
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

  // One stage.

  /// Where the loops are: a position for each operand.
  private record Point(List<Value> positions) {}

  /// The stages one after the other; those that make elements which the next sums up, with it.
  private void stages(Writer w, List<Value> point, Map<Value, Value> buffers) {
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      Stage sum = i + 2 < stages.size() ? stages.get(i + 2) : null;
      if (sum != null && feeds(stage, stages.get(i + 1), sum)) {
        stage(w, stages.get(i + 1), null, point, buffers);
        stage(w, sum, stage, point, buffers);
        i += 2;
      } else {
        stage(w, stage, null, point, buffers);
      }
    }
  }

  /// Whether one stage makes the elements of a row that another one sums up, from what a third one
  /// begins with.
  private boolean feeds(Stage maker, Stage begin, Stage sum) {
    if (begin.fill() == null || !maker.isParallel()) {
      return false;
    }
    Walk makes = Walk.of(maker, shared);
    Walk sums = Walk.of(sum, shared);
    Value made = maker.out().buffer();
    return makes.vector() instanceof Walk.Vector.Points(Walk.Axis row)
        && sums.vector() instanceof Walk.Vector.Terms(Walk.Axis terms)
        && row.extent() == terms.extent()
        && makes.parallel().isEmpty()
        && sums.parallel().isEmpty()
        && sums.sums().isEmpty()
        && sum.out().buffer().equals(begin.out().buffer())
        && maker.ins().stream().noneMatch(in -> in.buffer().equals(begin.out().buffer()))
        && sum.ins().stream()
            .filter(in -> in.buffer().equals(made))
            .toList()
            .equals(List.of(maker.out()))
        && maker.extents().equals(sum.extents());
  }

  private void stage(
      Writer w, Stage stage, @Nullable Stage maker, List<Value> point, Map<Value, Value> buffers) {
    Body body = body(stage, buffers);
    Point begin = point(w, stage, point);
    if (maker != null && body.walk().vector() instanceof Walk.Vector.Terms(Walk.Axis axis)) {
      terms(w, body, axis, begin, maker(w, body(maker, buffers), point(w, maker, point), stage));
    } else {
      axes(w, body.walk().parallel(), 0, begin, p -> points(w, body, p));
    }
  }

  private Body body(Stage stage, Map<Value, Value> buffers) {
    List<Value> operands =
        stage.ins().stream().map(a -> Objects.requireNonNull(buffers.get(a.buffer()))).toList();
    return new Body(stage, Walk.of(stage, shared), operands);
  }

  /// What makes the elements of a row while they are summed up.
  ///
  /// @param operand which operand of the sum they are
  private record Maker(
      Body body, Walk.Axis axis, Point begin, Map<Value, Value> known, Value operand) {}

  private static Maker maker(Writer w, Body body, Point begin, Stage sum) {
    Walk.Axis axis = ((Walk.Vector.Points) body.walk().vector()).axis();
    int operand = sum.ins().indexOf(body.stage().out());
    return new Maker(
        body, axis, begin, ahead(w, body, axis, begin), sum.body().params().get(operand));
  }

  /// The elements from a place of the row on, which are stored besides.
  private static Map<Value, Value> made(
      Writer w, @Nullable Maker maker, Value place, @Nullable Value mask) {
    if (maker == null) {
      return Map.of();
    }
    Body body = maker.body();
    Point point = moved(w, maker.begin(), maker.axis(), place);
    Value made = w.vectorOf(vector(w, body, maker.axis(), point, mask, null, maker.known()));
    w.store(body.out(), made, point.positions().getLast(), mask);
    return Map.of(maker.operand(), made);
  }

  private Point point(Writer w, Stage stage, List<Value> point) {
    List<Value> positions = new ArrayList<>();
    for (Access in : stage.ins()) {
      Value at = w.whole(in.constant());
      for (int d = 0; d < shared; d++) {
        at = in.step(d) == 0 ? at : w.plus(at, w.times(point.get(d), in.step(d)));
      }
      positions.add(at);
    }
    return new Point(positions);
  }

  private record Body(Stage stage, Walk walk, List<Value> buffers) {
    Value out() {
      return buffers.getLast();
    }

    /// Whether the body reads an operand.
    boolean reads(int operand) {
      Value parameter = stage.body().params().get(operand);
      return stage.body().ops().stream().anyMatch(o -> o.operands().contains(parameter));
    }
  }

  private void axes(
      Writer w,
      List<Walk.Axis> axes,
      int at,
      Point point,
      java.util.function.Consumer<Point> inner) {
    if (at == axes.size()) {
      inner.accept(point);
    } else {
      w.loop(
          axes.get(at).extent(),
          i -> axes(w, axes, at + 1, moved(w, point, axes.get(at), i), inner));
    }
  }

  private static Point moved(Writer w, Point point, Walk.Axis axis, Value i) {
    List<Value> positions = new ArrayList<>();
    for (int k = 0; k < point.positions().size(); k++) {
      long step = axis.steps().get(k);
      Value at = point.positions().get(k);
      positions.add(step == 0 ? at : w.plus(at, w.times(i, step)));
    }
    return new Point(positions);
  }

  private void points(Writer w, Body body, Point point) {
    switch (body.walk().vector()) {
      case Walk.Vector.None() -> scalars(w, body, point);
      case Walk.Vector.Points(Walk.Axis axis) -> neighbours(w, body, axis, point);
      case Walk.Vector.Terms(Walk.Axis axis) -> terms(w, body, axis, point, null);
    }
  }

  private void scalars(Writer w, Body body, Point point) {
    if (body.walk().sums().isEmpty()) {
      w.store(body.out(), element(w, body, point, null), point.positions().getLast());
      return;
    }
    Value sum = w.slot(org.tosc.tir.ir.Scalar.F32, w.load(body.out(), point.positions().getLast()));
    axes(w, body.walk().sums(), 0, point, p -> w.set(sum, element(w, body, p, w.get(sum))));
    w.store(body.out(), w.get(sum), point.positions().getLast());
  }

  private Value element(Writer w, Body body, Point point, @Nullable Value out) {
    List<Value> parameters = new ArrayList<>();
    for (int i = 0; i < body.buffers().size(); i++) {
      boolean isOut = i == body.buffers().size() - 1;
      parameters.add(
          isOut && out != null
              ? out
              : body.reads(i)
                  ? w.load(body.buffers().get(i), point.positions().get(i))
                  : w.number(0));
    }
    return Lanes.write(w, body.stage().body(), parameters);
  }

  /// Neighbours of the out, as many at a time as a vector has lanes.
  private void neighbours(Writer w, Body body, Walk.Axis axis, Point point) {
    long lanes = w.lanes();
    long full = axis.extent() / lanes * lanes;
    Map<Value, Value> known = ahead(w, body, axis, point);
    if (full > 0) {
      w.loop(
          w.whole(0),
          upTo(w, axis, full),
          lanes,
          i -> neighbours(w, body, axis, moved(w, point, axis, i), null, known));
    }
    if (full < axis.extent()) {
      last(
          w,
          axis,
          full,
          () -> {
            Value mask = w.first(axis.extent() - full);
            neighbours(w, body, axis, moved(w, point, axis, w.whole(full)), mask, known);
          });
    }
  }

  private boolean mayEnd(Walk.Axis axis) {
    return end != null && axis.extent() == row;
  }

  private Value upTo(Writer w, Walk.Axis axis, long to) {
    return mayEnd(axis) ? w.least(w.whole(to), Objects.requireNonNull(end)) : w.whole(to);
  }

  /// Points from `from` on, if the row does not end earlier.
  private void last(Writer w, Walk.Axis axis, long from, Runnable points) {
    if (mayEnd(axis)) {
      w.loop(w.whole(from), Objects.requireNonNull(end), axis.extent(), i -> points.run());
    } else {
      points.run();
    }
  }

  /// What is the same for all neighbours.
  private static Map<Value, Value> ahead(Writer w, Body body, Walk.Axis axis, Point point) {
    if (!body.walk().sums().isEmpty()) {
      return Map.of();
    }
    List<@Nullable Value> same = new ArrayList<>();
    for (int i = 0; i < body.buffers().size(); i++) {
      boolean isSame = axis.steps().get(i) == 0 && body.reads(i);
      same.add(isSame ? w.load(body.buffers().get(i), point.positions().get(i)) : null);
    }
    return Lanes.ahead(w, body.stage().body(), same);
  }

  private void neighbours(
      Writer w,
      Body body,
      Walk.Axis axis,
      Point point,
      @Nullable Value mask,
      Map<Value, Value> known) {
    Value at = point.positions().getLast();
    if (body.walk().sums().isEmpty()) {
      w.store(body.out(), w.vectorOf(vector(w, body, axis, point, mask, null, known)), at, mask);
      return;
    }
    Value sum = w.slot(w.vector(), w.load(body.out(), at, mask));
    axes(
        w,
        body.walk().sums(),
        0,
        point,
        p -> w.set(sum, w.vectorOf(vector(w, body, axis, p, mask, w.get(sum), Map.of()))));
    w.store(body.out(), w.get(sum), at, mask);
  }

  private static Value vector(
      Writer w,
      Body body,
      Walk.Axis axis,
      Point point,
      @Nullable Value mask,
      @Nullable Value out,
      Map<Value, Value> known) {
    List<Value> parameters = new ArrayList<>();
    for (int i = 0; i < body.buffers().size(); i++) {
      boolean isOut = i == body.buffers().size() - 1;
      Value buffer = body.buffers().get(i);
      Value at = point.positions().get(i);
      Value same = known.get(body.stage().body().params().get(i));
      if (isOut && out != null) {
        parameters.add(out);
      } else if (same != null) {
        parameters.add(same);
      } else if (!body.reads(i)) {
        parameters.add(w.number(0));
      } else {
        parameters.add(axis.steps().get(i) == 1 ? w.load(buffer, at, mask) : w.load(buffer, at));
      }
    }
    return Lanes.write(w, body.stage().body(), parameters, known);
  }

  /// Terms of a sum, in a few vectors of partial sums that do not wait for each other.
  private void terms(Writer w, Body body, Walk.Axis axis, Point point, @Nullable Maker maker) {
    Accumulation how = Objects.requireNonNull(Accumulation.of(body.stage()));
    long lanes = w.lanes();
    int chains = Math.clamp(axis.extent() / lanes, 1, maker == null ? 4 : 2);
    List<Value> sums = new ArrayList<>();
    for (int c = 0; c < chains; c++) {
      sums.add(w.slot(w.vector(), w.splat(w.number(how.identity()))));
    }
    axes(w, body.walk().sums(), 0, point, p -> terms(w, body, axis, p, sums, maker));
    Value total = w.get(sums.getFirst());
    for (Value more : sums.subList(1, chains)) {
      total = w.op(how.combine(), total, w.get(more));
    }
    Value at = point.positions().getLast();
    Value before = w.load(body.out(), at);
    w.store(body.out(), w.op(how.combine(), before, w.op(how.across(), total)), at);
  }

  private void terms(
      Writer w, Body body, Walk.Axis axis, Point point, List<Value> sums, @Nullable Maker maker) {
    long lanes = w.lanes();
    long round = lanes * sums.size();
    long full = axis.extent() / round * round;
    w.loop(
        w.whole(0),
        upTo(w, axis, full),
        round,
        i -> {
          for (int c = 0; c < sums.size(); c++) {
            Value sum = sums.get(c);
            Value place = w.plus(i, c * lanes);
            Point p = moved(w, point, axis, place);
            Map<Value, Value> known = made(w, maker, place, null);
            w.set(sum, w.vectorOf(vector(w, body, axis, p, null, w.get(sum), known)));
          }
        });
    if (full < axis.extent()) {
      last(w, axis, full, () -> lastTerms(w, body, axis, point, sums, full, maker));
    }
  }

  private void lastTerms(
      Writer w,
      Body body,
      Walk.Axis axis,
      Point point,
      List<Value> sums,
      long full,
      @Nullable Maker maker) {
    long lanes = w.lanes();
    for (long k = full; k < axis.extent(); k += lanes) {
      Value sum = sums.get((int) ((k - full) / lanes));
      long left = axis.extent() - k;
      Value place = w.whole(k);
      Point p = moved(w, point, axis, place);
      Value mask = w.first(left);
      Map<Value, Value> known = made(w, maker, place, mask);
      Value next = w.vectorOf(vector(w, body, axis, p, mask, w.get(sum), known));
      w.set(sum, mask == null ? next : w.op(org.tosc.tir.ir.CoreOp.SELECT, mask, next, w.get(sum)));
    }
  }
}
