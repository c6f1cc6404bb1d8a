package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.Stage.Access;
import org.tosc.passes.lower.Sweep.Range;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Writes the stages of a [Sweep] below the loops that they share: for each the loops of its own,
/// the innermost of vectors.
final class StageWriter {
  private static final int TRIPLE = 3;

  /// Columns that are turned over side by side: more lines, a multiple of 4 KiB from each other, do
  /// not fit into a first-level cache of 8 or 12 ways.
  private static final int ABREAST = 8;

  /// Rows of a block that is turned over: as many pages as a first-level TLB knows.
  private static final int BLOCK = 64;

  /// Vectors that are read before any is written, where that is little code.
  private static final int TOGETHER = 4;

  private final Writer w;
  private final int shared;
  private final List<Value> point;
  private final Map<Value, Value> buffers;
  private final @Nullable Range range;
  private final RowEnd rowEnd;

  /// Rows of so many points may end at a position; what lies behind is not touched.
  ///
  /// @param end a multiple of four vectors, or all of them; null where rows do not end earlier
  record RowEnd(long row, @Nullable Value end) {
    static final RowEnd NONE = new RowEnd(0, null);
  }

  /// @param shared how many dimensions the stages share
  /// @param point where the loops along these are
  /// @param buffers by those of the kernel
  /// @param range rounds of the outermost loop of the only stage; null for all
  StageWriter(
      Writer w,
      int shared,
      List<Value> point,
      Map<Value, Value> buffers,
      @Nullable Range range,
      RowEnd rowEnd) {
    this.w = w;
    this.shared = shared;
    this.point = List.copyOf(point);
    this.buffers = buffers;
    this.range = range;
    this.rowEnd = rowEnd;
  }

  /// Where the loops are: a position for each operand.
  private record Point(List<Value> positions) {}

  /// The stages one after the other; those that make elements which the next sums up, with it.
  void write(List<Stage> stages) {
    for (List<Stage> group : groups(stages, shared)) {
      if (group.size() == TRIPLE) {
        stage(group.get(1), null);
        stage(group.getLast(), group.getFirst());
      } else {
        group.forEach(stage -> stage(stage, null));
      }
    }
  }

  /// Stages that are written together: one, or one that makes the elements of a row, what their sum
  /// begins with, and the sum.
  static List<List<Stage>> groups(List<Stage> stages, int shared) {
    List<List<Stage>> groups = new ArrayList<>();
    int i = 0;
    while (i < stages.size()) {
      int behind = i + TRIPLE;
      boolean isTriple =
          behind <= stages.size()
              && feeds(stages.get(i), stages.get(i + 1), stages.get(i + 2), shared);
      int end = isTriple ? behind : i + 1;
      groups.add(stages.subList(i, end));
      i = end;
    }
    return groups;
  }

  /// Whether one stage makes the elements of a row that another one sums up, from what a third one
  /// begins with.
  private static boolean feeds(Stage maker, Stage begin, Stage sum, int shared) {
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

  private void stage(Stage stage, @Nullable Stage maker) {
    Body body = body(stage);
    Point begin = point(stage);
    if (maker != null && body.walk().vector() instanceof Walk.Vector.Terms(Walk.Axis axis)) {
      terms(body, axis, begin, maker(body(maker), point(maker), stage));
    } else {
      parallel(body, begin);
    }
  }

  /// All points of a stage, or a range of its outermost loop.
  private void parallel(Body body, Point begin) {
    List<Walk.Axis> axes = body.walk().parallel();
    List<Walk.Axis> turned = body.walk().turned();
    if (turned != null && turned.getLast().extent() >= ABREAST) {
      turned(body, turned, begin);
    } else {
      axes(axes, 0, begin, range, p -> points(body, p));
    }
  }

  /// Points of a matrix that is turned over, block by block: each cache line of the operand and of
  /// the out is used while it is there, and so is what is known of their pages.
  ///
  /// @param turned the rows and columns of the matrix
  private void turned(Body body, List<Walk.Axis> turned, Point begin) {
    List<Walk.Axis> axes = body.walk().parallel();
    List<Walk.Axis> outer = axes.subList(0, axes.size() - 2);
    boolean isOfOuter = !outer.isEmpty();
    boolean isOfRows = !isOfOuter && axes.getFirst().equals(turned.getFirst());
    boolean isOfColumns = !isOfOuter && !isOfRows;
    axes(
        outer,
        0,
        begin,
        isOfOuter ? range : null,
        p -> {
          Range rows = rounds(turned.getFirst(), isOfRows ? range : null);
          Range columns = rounds(turned.getLast(), isOfColumns ? range : null);
          w.loop(
              rows.from(),
              rows.to(),
              BLOCK,
              i -> {
                Value end = w.least(w.plus(i, BLOCK), rows.to());
                block(body, turned, p, new Range(i, end), columns);
              });
        });
  }

  /// Some rows, the columns of which are taken side by side.
  private void block(Body body, List<Walk.Axis> turned, Point begin, Range rows, Range columns) {
    Walk.Axis across = turned.getLast();
    List<Walk.Axis> along = turned.subList(0, 1);
    Value single = roundsOf(ABREAST, columns.from(), columns.to());
    w.loop(
        columns.from(),
        single,
        ABREAST,
        j -> axes(along, 0, moved(begin, across, j), rows, p -> abreast(body, across, p)));
    w.loop(
        single,
        columns.to(),
        1,
        j -> axes(along, 0, moved(begin, across, j), rows, p -> scalars(body, p)));
  }

  /// Some columns from a point on, all of which are read before any is written.
  private void abreast(Body body, Walk.Axis columns, Point point) {
    List<Point> points = new ArrayList<>();
    List<Value> elements = new ArrayList<>();
    for (int k = 0; k < ABREAST; k++) {
      points.add(moved(point, columns, w.whole(k)));
      elements.add(element(body, points.get(k), null));
    }
    for (int k = 0; k < ABREAST; k++) {
      w.store(body.out(), elements.get(k), points.get(k).positions().getLast());
    }
  }

  private Body body(Stage stage) {
    List<Value> operands =
        stage.ins().stream().map(a -> Objects.requireNonNull(buffers.get(a.buffer()))).toList();
    return new Body(stage.withMultiplyAdds(), Walk.of(stage, shared), operands);
  }

  /// What makes the elements of a row while they are summed up.
  ///
  /// @param operand which operand of the sum they are
  private record Maker(
      Body body, Walk.Axis axis, Point begin, Map<Value, Value> known, Value operand) {}

  private Maker maker(Body body, Point begin, Stage sum) {
    Walk.Axis axis = ((Walk.Vector.Points) body.walk().vector()).axis();
    int operand = sum.ins().indexOf(body.stage().out());
    return new Maker(body, axis, begin, ahead(body, axis, begin), sum.body().params().get(operand));
  }

  /// The elements from a place of the row on, which are stored besides, and what is known already.
  private Map<Value, Value> made(
      @Nullable Maker maker, Value place, @Nullable Value mask, Map<Value, Value> same) {
    if (maker == null) {
      return same;
    }
    Body body = maker.body();
    Point point = moved(maker.begin(), maker.axis(), place);
    Value made = w.vectorOf(vector(body, maker.axis(), point, mask, null, maker.known()));
    w.store(body.out(), made, point.positions().getLast(), mask);
    Map<Value, Value> all = new HashMap<>(same);
    all.put(maker.operand(), made);
    return all;
  }

  private Point point(Stage stage) {
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
  }

  private void axes(List<Walk.Axis> axes, int at, Point point, Consumer<Point> inner) {
    axes(axes, at, point, null, inner);
  }

  /// @param rounds of the first of these loops; null for all
  private void axes(
      List<Walk.Axis> axes, int at, Point point, @Nullable Range rounds, Consumer<Point> inner) {
    if (at == axes.size()) {
      inner.accept(point);
      return;
    }
    Walk.Axis axis = axes.get(at);
    Range all = rounds(axis, rounds);
    w.loop(all.from(), all.to(), 1, i -> axes(axes, at + 1, moved(point, axis, i), null, inner));
  }

  private Range rounds(Walk.Axis axis, @Nullable Range some) {
    return some != null ? some : new Range(w.whole(0), w.whole(axis.extent()));
  }

  private Point moved(Point point, Walk.Axis axis, Value i) {
    List<Value> positions = new ArrayList<>();
    for (int k = 0; k < point.positions().size(); k++) {
      long step = axis.steps().get(k);
      Value at = point.positions().get(k);
      positions.add(step == 0 ? at : w.plus(at, w.times(i, step)));
    }
    return new Point(positions);
  }

  private void points(Body body, Point point) {
    switch (body.walk().vector()) {
      case Walk.Vector.None() -> scalars(body, point);
      case Walk.Vector.Points(Walk.Axis axis) -> neighbours(body, axis, point);
      case Walk.Vector.Terms(Walk.Axis axis) -> terms(body, axis, point, null);
    }
  }

  private void scalars(Body body, Point point) {
    if (body.walk().sums().isEmpty()) {
      w.store(body.out(), element(body, point, null), point.positions().getLast());
      return;
    }
    Value sum = w.slot(Scalar.F32, w.load(body.out(), point.positions().getLast()));
    axes(body.walk().sums(), 0, point, p -> w.set(sum, element(body, p, w.get(sum))));
    w.store(body.out(), w.get(sum), point.positions().getLast());
  }

  private Value element(Body body, Point point, @Nullable Value out) {
    List<Value> parameters = new ArrayList<>();
    for (int i = 0; i < body.buffers().size(); i++) {
      boolean isOut = i == body.buffers().size() - 1;
      parameters.add(
          isOut && out != null
              ? out
              : body.stage().reads(i)
                  ? w.load(body.buffers().get(i), point.positions().get(i))
                  : w.number(0));
    }
    return Lanes.write(w, body.stage().body(), parameters);
  }

  /// Neighbours of the out, as many at a time as a vector has lanes.
  private void neighbours(Body body, Walk.Axis axis, Point point) {
    long lanes = w.lanes();
    long full = axis.extent() / lanes * lanes;
    Map<Value, Value> known = ahead(body, axis, point);
    boolean isCut = range != null && body.walk().parallel().isEmpty();
    Value from = isCut ? w.times(Objects.requireNonNull(range).from(), lanes) : w.whole(0);
    Value to = isCut ? w.times(Objects.requireNonNull(range).to(), lanes) : null;
    if (full > 0) {
      Value end = to == null ? upTo(axis, full) : w.least(to, w.whole(full));
      Value single = from;
      if (isBrief(body, known) && full >= TOGETHER * lanes) {
        single = roundsOf(TOGETHER * lanes, from, end);
        w.loop(from, single, TOGETHER * lanes, i -> together(body, axis, point, i, known));
      }
      w.loop(single, end, lanes, i -> neighbours(body, axis, moved(point, axis, i), null, known));
    }
    if (full < axis.extent()) {
      Runnable rest =
          () -> {
            Value mask = w.first(axis.extent() - full);
            neighbours(body, axis, moved(point, axis, w.whole(full)), mask, known);
          };
      if (to == null) {
        last(axis, full, rest);
      } else {
        // The range that has the last vector, which is no whole one.
        w.loop(w.most(from, w.whole(full)), to, lanes, i -> rest.run());
      }
    }
  }

  /// The place up to which whole rounds of so many elements go.
  private Value roundsOf(long elements, Value from, Value to) {
    Value rounds = w.position(CoreOp.QUOT, (a, b) -> a / b, w.minus(to, from), w.whole(elements));
    return w.plus(from, w.times(w.most(w.whole(0), rounds), elements));
  }

  /// Whether some vectors of a stage are read and computed before they are written.
  private static boolean isBrief(Body body, Map<Value, Value> known) {
    return body.walk().sums().isEmpty() && body.stage().isBrief(known.keySet());
  }

  /// Reads all before it writes any: a load behind a store whose address has the same last 12 bits
  /// waits for it (Intel 64 and IA-32 Architectures Optimization Reference Manual, 4K aliasing),
  /// and rows of a multiple of 1024 elements make that the rule.
  private void together(Body body, Walk.Axis axis, Point point, Value i, Map<Value, Value> known) {
    List<Value> made = new ArrayList<>();
    List<Value> places = new ArrayList<>();
    for (int k = 0; k < TOGETHER; k++) {
      Point p = moved(point, axis, w.plus(i, (long) k * w.lanes()));
      made.add(w.vectorOf(vector(body, axis, p, null, null, known)));
      places.add(p.positions().getLast());
    }
    for (int k = 0; k < TOGETHER; k++) {
      w.store(body.out(), made.get(k), places.get(k), null);
    }
  }

  private boolean mayEnd(Walk.Axis axis) {
    return rowEnd.end() != null && axis.extent() == rowEnd.row();
  }

  private Value upTo(Walk.Axis axis, long to) {
    return mayEnd(axis) ? w.least(w.whole(to), Objects.requireNonNull(rowEnd.end())) : w.whole(to);
  }

  /// Points from `from` on, if the row does not end earlier.
  private void last(Walk.Axis axis, long from, Runnable points) {
    if (mayEnd(axis)) {
      Value end = Objects.requireNonNull(rowEnd.end());
      w.loop(w.whole(from), end, axis.extent(), i -> points.run());
    } else {
      points.run();
    }
  }

  /// What is the same for all neighbours.
  private Map<Value, Value> ahead(Body body, Walk.Axis axis, Point point) {
    if (!body.walk().sums().isEmpty()) {
      return Map.of();
    }
    List<@Nullable Value> same = new ArrayList<>();
    int out = body.buffers().size() - 1;
    for (int i = 0; i <= out; i++) {
      boolean isSame = axis.steps().get(i) == 0 && body.stage().reads(i) && i < out;
      same.add(isSame ? w.load(body.buffers().get(i), point.positions().get(i)) : null);
    }
    return Lanes.ahead(w, body.stage().body(), same);
  }

  private void neighbours(
      Body body, Walk.Axis axis, Point point, @Nullable Value mask, Map<Value, Value> known) {
    Value at = point.positions().getLast();
    if (body.walk().sums().isEmpty()) {
      w.store(body.out(), w.vectorOf(vector(body, axis, point, mask, null, known)), at, mask);
      return;
    }
    Value sum = w.slot(w.vector(), w.load(body.out(), at, mask));
    axes(
        body.walk().sums(),
        0,
        point,
        p -> w.set(sum, w.vectorOf(vector(body, axis, p, mask, w.get(sum), Map.of()))));
    w.store(body.out(), w.get(sum), at, mask);
  }

  private Value vector(
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
      } else if (!body.stage().reads(i)) {
        parameters.add(w.number(0));
      } else {
        parameters.add(axis.steps().get(i) == 1 ? w.load(buffer, at, mask) : w.load(buffer, at));
      }
    }
    return Lanes.write(w, body.stage().body(), parameters, known);
  }

  /// Terms of a sum, in a few vectors of partial sums that do not wait for each other.
  private void terms(Body body, Walk.Axis axis, Point point, @Nullable Maker maker) {
    Accumulation how = Objects.requireNonNull(Accumulation.of(body.stage()));
    long lanes = w.lanes();
    int chains = Math.clamp(axis.extent() / lanes, 1, chains(body, maker));
    List<Value> sums = new ArrayList<>();
    for (int c = 0; c < chains; c++) {
      sums.add(w.slot(w.vector(), w.splat(w.number(how.identity()))));
    }
    Map<Value, Value> same = ahead(body, axis, point);
    axes(body.walk().sums(), 0, point, p -> terms(body, axis, p, sums, maker, same));
    Value total = joined(how, sums.stream().map(w::get).toList());
    Value at = point.positions().getLast();
    Value before = w.load(body.out(), at);
    w.store(body.out(), w.op(how.combine(), before, w.op(how.across(), total)), at);
  }

  /// How many additions are on their way, so that a core that begins two in a cycle, and takes four
  /// cycles for each, does not wait long: fewer where terms take operations, too, and not more than
  /// HotSpot's first compiler can do with.
  private static int chains(Body body, @Nullable Maker maker) {
    if (maker != null) {
      return 2;
    }
    boolean isSumAlone = body.stage().body().ops().size() == 2; // with its yield
    return isSumAlone ? 6 : 4;
  }

  /// All of some partial results, in pairs, so that they do not wait for each other.
  private Value joined(Accumulation how, List<Value> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    int half = (parts.size() + 1) / 2;
    Value first = joined(how, parts.subList(0, half));
    return w.op(how.combine(), first, joined(how, parts.subList(half, parts.size())));
  }

  /// @param same what is the same for all terms
  private void terms(
      Body body,
      Walk.Axis axis,
      Point point,
      List<Value> sums,
      @Nullable Maker maker,
      Map<Value, Value> same) {
    long lanes = w.lanes();
    long round = lanes * sums.size();
    long full = axis.extent() / round * round;
    w.loop(
        w.whole(0),
        upTo(axis, full),
        round,
        i -> {
          for (int c = 0; c < sums.size(); c++) {
            Value sum = sums.get(c);
            Value place = w.plus(i, c * lanes);
            Point p = moved(point, axis, place);
            Map<Value, Value> known = made(maker, place, null, same);
            w.set(sum, w.vectorOf(vector(body, axis, p, null, w.get(sum), known)));
          }
        });
    if (full < axis.extent()) {
      last(axis, full, () -> lastTerms(body, axis, point, sums, full, maker, same));
    }
  }

  private void lastTerms(
      Body body,
      Walk.Axis axis,
      Point point,
      List<Value> sums,
      long full,
      @Nullable Maker maker,
      Map<Value, Value> same) {
    long lanes = w.lanes();
    for (long k = full; k < axis.extent(); k += lanes) {
      Value sum = sums.get((int) ((k - full) / lanes));
      long left = axis.extent() - k;
      Value place = w.whole(k);
      Point p = moved(point, axis, place);
      Value mask = w.first(left);
      Map<Value, Value> known = made(maker, place, mask, same);
      Value next = w.vectorOf(vector(body, axis, p, mask, w.get(sum), known));
      w.set(sum, mask == null ? next : w.op(CoreOp.SELECT, mask, next, w.get(sum)));
    }
  }
}
