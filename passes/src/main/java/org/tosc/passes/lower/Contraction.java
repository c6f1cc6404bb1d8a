package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.Stage.Access;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// A product of matrices among the stages of a kernel, and what follows it element by element:
/// `c[batch, m, n] = Σ_k a[batch, m, k] · b[batch, k, n]`.
///
/// @param a the left operand's positions; steps are in [#rows], [#columns], [#depth] and batches
/// @param rows the dimensions along which only the left operand moves, as one; extent 1 for none
/// @param columns those along which only the right operand moves; the result's are neighbours
/// @param depth the sum's, the innermost of them if it has several
/// @param window the others, outermost first: those of a convolution's window
/// @param ends what follows, in order; each reads the result where it writes
record Contraction(
    Access a,
    Access b,
    Access c,
    Axis rows,
    Axis columns,
    Axis depth,
    List<Axis> window,
    List<Axis> batches,
    List<Stage> ends) {

  /// Each place of a window, but along its last axis, is code of its own.
  private static final long MOST_PLACES = 16;

  /// What copying an element into a panel takes, in nanoseconds, about.
  private static final double COPY_NANOS = 0.25;

  /// A dimension with the steps that the operands and the result take along it.
  ///
  /// @param dims which of the stage's dimensions it is, outermost first
  record Axis(List<Integer> dims, long extent, long a, long b, long c) {
    static final Axis NONE = new Axis(List.of(), 1, 0, 0, 0);
  }

  /// About how long copying the right operand of a batch takes one thread.
  double copyNanos() {
    double elements = (double) columns.extent() * depth.extent();
    for (Axis axis : window) {
      elements *= axis.extent();
    }
    return elements * COPY_NANOS;
  }

  /// The product that begins at a stage: fills, sums, and further stages as long as they fit.
  ///
  /// @param outer how many dimensions are loops around it, whatever moves along them
  static @Nullable Contraction at(List<Stage> stages, int from, int outer) {
    if (from + 1 >= stages.size()) {
      return null;
    }
    Stage fill = stages.get(from);
    Stage sum = stages.get(from + 1);
    Double zero = fill.fill();
    boolean fits =
        zero != null
            && zero == 0
            && fill.out().buffer().equals(sum.out().buffer())
            && sum.reassociates();
    Factors product = fits ? product(sum) : null;
    return product == null
        ? null
        : of(sum, outer, product, stages.subList(from + 2, stages.size()));
  }

  /// The multiplication of two elements that is all the body adds.
  private static @Nullable Factors product(Stage sum) {
    Map<Value, Value> elements = new HashMap<>();
    List<Value> params = sum.body().params();
    params.forEach(p -> elements.put(p, p));
    for (Operation o : sum.body().ops()) {
      Value element = o.operands().isEmpty() ? null : elements.get(o.operand(0));
      if (o.op() == CoreOp.CAST && element != null) {
        elements.put(o.result(), element); // narrow ones are numbers of f32
      } else {
        return o.op() == CoreOp.FMA ? factors(o, elements, params) : null;
      }
    }
    return null;
  }

  private static @Nullable Factors factors(
      Operation sum, Map<Value, Value> elements, List<Value> params) {
    Value x = elements.get(sum.operand(0));
    Value y = elements.get(sum.operand(1));
    boolean plain = x != null && y != null && sum.operand(2).equals(params.getLast());
    return plain ? new Factors(params.indexOf(x), params.indexOf(y)) : null;
  }

  /// Which operands of a stage are multiplied.
  private record Factors(int left, int right) {}

  /// The same without what follows it.
  Contraction alone() {
    return new Contraction(a, b, c, rows, columns, depth, window, batches, List.of());
  }

  /// The same with a copy of the left operand.
  Contraction ofLeft(Value copy) {
    return new Contraction(a.of(copy), b, c, rows, columns, depth, window, batches, ends);
  }

  /// How many stages it is.
  int stages() {
    return 2 + ends.size();
  }

  private static @Nullable Contraction of(Stage sum, int outer, Factors product, List<Stage> rest) {
    Access a = sum.ins().get(product.left());
    Access b = sum.ins().get(product.right());
    List<Axis> rows = new ArrayList<>();
    List<Axis> columns = new ArrayList<>();
    List<Axis> depth = new ArrayList<>();
    List<Axis> batches = new ArrayList<>();
    for (int d = 0; d < sum.dims(); d++) {
      Axis axis =
          new Axis(List.of(d), sum.extents().get(d), a.step(d), b.step(d), sum.out().step(d));
      if (d < outer) {
        batches.add(axis);
        continue;
      } else if (axis.extent() == 1) {
        continue;
      }
      List<Axis> kind =
          sum.isReduction(d)
              ? depth
              : axis.a() != 0 && axis.b() != 0 ? batches : axis.b() != 0 ? columns : rows;
      if (!kind.isEmpty() && kind != batches && continues(kind.getLast(), axis)) {
        kind.add(joined(kind.removeLast(), axis));
      } else {
        kind.add(axis);
      }
    }
    return whole(sum, a, b, rows, columns, depth, batches, rest);
  }

  private static @Nullable Contraction whole(
      Stage sum,
      Access a,
      Access b,
      List<Axis> rows,
      List<Axis> columns,
      List<Axis> depth,
      List<Axis> batches,
      List<Stage> rest) {
    // Further rows are batches that the right operand does not move along.
    while (rows.size() > 1) {
      batches.add(rows.removeFirst());
    }
    Axis inner = depth.isEmpty() ? Axis.NONE : depth.removeLast();
    long places =
        depth.stream()
            .limit(Math.max(0, depth.size() - 1))
            .mapToLong(Axis::extent)
            .reduce(1, (x, y) -> x * y);
    boolean fits = columns.size() == 1 && columns.getFirst().c() == 1 && places <= MOST_PLACES;
    if (!fits) {
      return null;
    }
    Contraction plain =
        new Contraction(
            a,
            b,
            sum.out(),
            rows.isEmpty() ? Axis.NONE : rows.getFirst(),
            columns.getFirst(),
            inner,
            depth,
            batches,
            List.of());
    return new Contraction(
        a, b, sum.out(), plain.rows, plain.columns, inner, depth, batches, plain.ends(sum, rest));
  }

  private List<Stage> ends(Stage sum, List<Stage> rest) {
    Map<Value, Access> made = new HashMap<>();
    int dims = resultDims(sum);
    List<Long> steps = sum.out().steps().subList(0, dims);
    made.put(c.buffer(), new Access(c.buffer(), steps, c.constant()));
    List<Stage> ends = new ArrayList<>();
    for (Stage stage : rest) {
      if (!follows(stage, sum, dims) || !canReach(stage, made)) {
        break;
      }
      made.put(stage.out().buffer(), stage.out());
      ends.add(stage);
    }
    return ends;
  }

  /// How many dimensions stand in front of the sum's.
  private static int resultDims(Stage sum) {
    int dims = sum.dims();
    while (dims > 0 && sum.isReduction(dims - 1)) {
      dims--;
    }
    return dims;
  }

  /// Whether all that a stage touches lies along the product's axes, in vectors or one for all, and
  /// what was made before lies where it is read.
  private boolean canReach(Stage end, Map<Value, Access> made) {
    List<Access> reads = end.ins().subList(0, end.ins().size() - 1);
    return step(end.out(), columns) == 1
        && !made.containsKey(end.out().buffer())
        && reads.stream().anyMatch(in -> made.containsKey(in.buffer()))
        && end.ins().stream().allMatch(in -> isWalked(end, in))
        && reads.stream().allMatch(in -> made.getOrDefault(in.buffer(), in).equals(in));
  }

  private boolean isWalked(Stage end, Access in) {
    return isWalked(end, in, rows)
        && isWalked(end, in, columns)
        && (step(in, columns) == 0 || step(in, columns) == 1)
        && batches.stream().allMatch(batch -> isWalked(end, in, batch));
  }

  private static boolean isWalked(Stage end, Access in, Axis axis) {
    for (int i = 0; i + 1 < axis.dims().size(); i++) {
      int inner = axis.dims().get(i + 1);
      if (in.step(axis.dims().get(i)) != in.step(inner) * end.extents().get(inner)) {
        return false;
      }
    }
    return true;
  }

  /// The step of what a stage reads along an axis of the product.
  static long step(Access in, Axis axis) {
    return axis.dims().isEmpty() ? 0 : in.step(axis.dims().getLast());
  }

  /// Whether `outer` and `inner` are walked through as one.
  private static boolean continues(Axis outer, Axis inner) {
    return outer.a() == inner.a() * inner.extent()
        && outer.b() == inner.b() * inner.extent()
        && outer.c() == inner.c() * inner.extent();
  }

  private static Axis joined(Axis outer, Axis inner) {
    List<Integer> dims = new ArrayList<>(outer.dims());
    dims.addAll(inner.dims());
    return new Axis(dims, outer.extent() * inner.extent(), inner.a(), inner.b(), inner.c());
  }

  /// Whether a stage has the result's dimensions: the product's without the sum's.
  private static boolean follows(Stage stage, Stage sum, int dims) {
    return stage.isParallel()
        && stage.dims() == dims
        && stage.extents().equals(sum.extents().subList(0, dims));
  }
}
