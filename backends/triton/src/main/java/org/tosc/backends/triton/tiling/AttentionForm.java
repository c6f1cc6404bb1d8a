package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.block.Builder;
import org.tosc.backends.triton.block.Fn;
import org.tosc.backends.triton.block.Fold;
import org.tosc.backends.triton.block.Op;
import org.tosc.backends.triton.block.Program;
import org.tosc.backends.triton.block.Program.Count;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Tile;
import org.tosc.backends.triton.tiling.Space.Coordinate;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Scalar;

/// Attention in one pass over the keys: a program has some queries, and goes through keys and
/// values by blocks, with the largest score, the sum of powers and the result so far (M. Milakov
/// and N. Gimelshein, "Online normalizer calculation for softmax", 2018; T. Dao et al.,
/// "FlashAttention", 2022).
final class AttentionForm {
  private final Group group;
  private final AttentionRoles roles;
  private final Builder b = new Builder();
  private final Memory memory = new Memory(b);
  private final StageWriter stages;
  private final Axes axes = new Axes(b);
  private final AttentionSchedules schedules;
  private final List<Integer> rows;
  private final List<Integer> keys;
  private final Size m;
  private final Size n;
  private Space batch = Space.EMPTY;
  private @Nullable Tile rowStart;

  private AttentionForm(Group group, AttentionRoles roles, Set<Buffer> needed) {
    this.group = group;
    this.roles = roles;
    this.stages = new StageWriter(b, memory, group, needed);
    Contraction scores = AttentionRoles.contraction(group, roles.scores());
    Stage stage = group.stages().get(roles.scores());
    this.rows = classes(roles.scores(), scores.rows());
    this.keys = classes(roles.scores(), scores.columns());
    this.m = new Size("M", Contraction.points(stage, scores.rows()));
    this.n = new Size("N", Contraction.points(stage, scores.columns()));
    Contraction product = AttentionRoles.contraction(group, roles.product());
    long depth = Contraction.points(stage, scores.sums());
    long width = Contraction.points(group.stages().get(roles.product()), product.columns());
    Scalar operand = Factors.of(scores, stage).type();
    this.schedules = AttentionSchedules.of(m.value(), n.value(), Math.max(depth, width), operand);
  }

  private List<Integer> classes(int stage, List<Integer> dims) {
    return dims.stream().map(d -> group.classes().get(stage)[d]).toList();
  }

  /// @param sees how many keys more than its number a query sees; null where it sees all
  static Program write(
      Group group, AttentionRoles roles, String name, Set<Buffer> needed, @Nullable Long sees) {
    return new AttentionForm(group, roles, needed).program(name, sees);
  }

  private Program program(String name, @Nullable Long sees) {
    List<Integer> shared = new ArrayList<>(group.grid());
    shared.removeAll(rows);
    List<Count> grid = new ArrayList<>(List.of(new Count(m, schedules.m())));
    shared.forEach(c -> grid.add(new Count(Size.of(group.extent(c)), Size.ONE)));
    place(shared);
    List<Tile> done = stream(sees);
    memory.keep(buffer(roles.top()), done.get(0));
    memory.keep(buffer(roles.sum()), done.get(1));
    memory.keep(buffer(roles.product()), done.get(2));
    Space result = batch.with(rows(0)).with(values(1));
    for (int s : roles.last()) {
      stages.pointwise(s, result);
    }
    return new Program(
        name,
        "attention of " + m.value() + " queries to " + n.value() + " keys",
        memory.pointers(),
        grid,
        schedules.schedules(),
        b.finish());
  }

  private Buffer buffer(int stage) {
    return group.stages().get(stage).write(0).buffer();
  }

  private void place(List<Integer> shared) {
    Tile pid = b.program("pid");
    if (!shared.isEmpty()) {
      Tile size = b.size(schedules.m());
      Tile up = b.apply(Fn.SUB, b.apply(Fn.ADD, b.size(m), size), b.whole(1));
      Tile tiles = b.apply("tiles", Fn.QUOTIENT, up, size);
      Tile item = b.apply("item", Fn.QUOTIENT, pid, tiles);
      batch = axes.unfold(shared, group, Coordinate.of(item, null));
      pid = b.apply("tile", Fn.REMAINDER, pid, tiles);
    }
    rowStart = b.apply("start", Fn.MUL, pid, b.size(schedules.m()));
  }

  private Space rows(int axis) {
    boolean isRagged = m.value() % schedules.mostRows() != 0;
    Coordinate all = axes.block("rm", rowStart, false, schedules.m(), m, isRagged, axis, 2);
    return axes.unfold(rows, group, all);
  }

  /// A row that a program has as a whole, padded.
  private Space whole(int stage, List<Integer> dims, int axis) {
    Size extent = Size.of(Contraction.points(group.stages().get(stage), dims));
    Size size = padded(extent.value());
    boolean isRagged = size.value() != extent.value();
    Coordinate all = axes.block("", null, false, size, extent, isRagged, axis, 2);
    return axes.unfold(classes(stage, dims), group, all);
  }

  private static Size padded(long extent) {
    return Size.of(Math.max(16, FlatSchedules.padded(extent)));
  }

  private Space values(int axis) {
    List<Integer> columns = AttentionRoles.contraction(group, roles.product()).columns();
    return whole(roles.product(), columns, axis);
  }

  private List<Tile> stream(@Nullable Long sees) {
    Contraction product = AttentionRoles.contraction(group, roles.product());
    Stage last = group.stages().get(roles.product());
    Size width = padded(Contraction.points(last, product.columns()));
    List<Size> column = List.of(schedules.m(), Size.ONE);
    Tile none = b.real(Scalar.F32, Double.NEGATIVE_INFINITY);
    Tile zero = b.real(Scalar.F32, 0);
    return b.loop(
        "n",
        b.whole(0),
        end(sees),
        schedules.n(),
        List.of("top", "total", "acc"),
        List.of(
            b.full(column, none),
            b.full(column, zero),
            b.full(List.of(schedules.m(), width), zero)),
        turn -> turn(turn.index(), turn.carried(), width));
  }

  /// Where the keys end that some query of a program sees.
  private Tile end(@Nullable Long sees) {
    Tile all = b.size(n);
    if (sees == null || rows.size() != 1) {
      return all;
    }
    Tile seen = b.apply(Fn.ADD, Objects.requireNonNull(rowStart), b.size(schedules.m()));
    Tile more = sees == 0 ? seen : b.apply(Fn.ADD, seen, b.whole(sees));
    return b.apply("end", Fn.MIN, more, all);
  }

  private List<Tile> turn(Tile start, List<Tile> before, Size width) {
    boolean isRagged = n.value() % schedules.mostKeys() != 0;
    Coordinate across = axes.block("rn", start, true, schedules.n(), n, isRagged, 1, 2);
    Coordinate down = axes.block("rn", start, true, schedules.n(), n, isRagged, 0, 2);
    Space space = batch.with(rows(0)).with(axes.unfold(keys, group, across));
    memory.keep(buffer(roles.scores()), scores(axes.unfold(keys, group, across)));
    Tile mask = across.mask();
    Tile term = stages.terms(roles.top(), space).write(topTerm());
    Tile none = b.real(Scalar.F32, Double.NEGATIVE_INFINITY);
    Tile scores = mask == null ? term : b.apply(Fn.SELECT, mask, term, none);
    Tile most = b.let("most", new Op.Reduce(Fold.MOST_NUMBER, scores, 1));
    Tile top = b.apply("new_top", Fn.MAX_NUMBER, before.get(0), most);
    Tile factor = factor(before.get(0), top, space);
    memory.keep(buffer(roles.top()), top);
    Tile power = powers(space, mask);
    Tile sums = b.let("sums", new Op.Reduce(Fold.SUM, power, 1));
    Tile total = b.apply("new_total", Fn.FMA, before.get(1), factor, sums);
    Tile acc = b.apply(Fn.MUL, before.get(2), factor);
    Contraction product = AttentionRoles.contraction(group, roles.product());
    Space below = batch.with(axes.unfold(keys, group, down)).with(values(1));
    Term second = stored(product.second());
    Tile v = stages.terms(roles.product(), below).write(second);
    Tile values = b.broadcast(v, List.of(schedules.n(), width));
    Tile p = b.broadcast(b.cast(power, v.element()), List.of(schedules.m(), schedules.n()));
    return List.of(top, total, b.let("new_acc", new Op.Dot(p, values, acc)));
  }

  /// What a number of `f32` was before, where products of tiles take that: powers are between 0 and
  /// 1, and are rounded to the type of the values.
  private static Term stored(Term term) {
    boolean isStored =
        term instanceof Term.Apply cast
            && cast.op() == CoreOp.CAST
            && (cast.arg(0).type() == Scalar.F16 || cast.arg(0).type() == Scalar.BF16);
    return isStored ? ((Term.Apply) term).arg(0) : term;
  }

  private Term topTerm() {
    Join join = Objects.requireNonNull(Join.of(group.stages().get(roles.top())));
    return Objects.requireNonNull(join.term());
  }

  private Tile scores(Space across) {
    Stage stage = group.stages().get(roles.scores());
    Contraction scores = AttentionRoles.contraction(group, roles.scores());
    Factors factors = Factors.of(scores, stage);
    Size depth = padded(Contraction.points(stage, scores.sums()));
    Space left = batch.with(rows(0)).with(whole(roles.scores(), scores.sums(), 1));
    Space below = batch.with(whole(roles.scores(), scores.sums(), 0)).with(across);
    Tile q = stages.terms(roles.scores(), left).write(factors.first());
    Tile k = stages.terms(roles.scores(), below).write(factors.second());
    List<Size> shape = List.of(schedules.m(), schedules.n());
    Tile zero = b.full(shape, b.let("", Factors.zero(factors.sum())));
    Tile x = b.broadcast(q, List.of(schedules.m(), depth));
    Tile y = b.broadcast(k, List.of(depth, schedules.n()));
    return b.cast(b.let("scores", new Op.Dot(x, y, zero)), Scalar.F32);
  }

  /// By how much all that was summed becomes less when the largest score becomes another.
  private Tile factor(Tile before, Tile after, Space space) {
    Term.Apply power = (Term.Apply) group.stages().get(roles.powers()).values().getFirst();
    Term largest = roles.below().arg(1);
    memory.keep(buffer(roles.top()), before);
    Tile old = stages.terms(roles.powers(), space).write(largest);
    memory.keep(buffer(roles.top()), after);
    Tile fresh = stages.terms(roles.powers(), space).write(largest);
    Tile difference = b.apply(Fn.SUB, old, fresh);
    if (power.arg(0) != roles.below()) {
      Term scale = ((Term.Apply) power.arg(0)).arg(1);
      difference = b.apply(Fn.MUL, difference, stages.terms(roles.powers(), space).write(scale));
    }
    return b.apply("factor", Fn.EXP, difference);
  }

  private Tile powers(Space space, @Nullable Tile mask) {
    Term value = group.stages().get(roles.powers()).values().getFirst();
    Tile power = stages.terms(roles.powers(), space).write(value);
    return mask == null ? power : b.apply("power", Fn.SELECT, mask, power, b.real(Scalar.F32, 0));
  }
}
