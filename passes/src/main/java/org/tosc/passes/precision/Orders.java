package org.tosc.passes.precision;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;

/// Estimates of operations that look at the order of elements: extremes, sorting, positions.
final class Orders {
  private Orders() {}

  /// Operations whose results grow with every element and move by no more than the element that
  /// moves most: largest and smallest, sorting, clipping.
  static Estimate monotone(Step step) {
    return monotone(step, step.runAll(step.x().middle()).getFirst());
  }

  private static Estimate monotone(Step step, Field middle) {
    Estimate x = step.x();
    if (!x.isPoint()) {
      Field low = end(step, x.middle().zip(x.radius(), (m, r) -> m - r));
      Field high = end(step, x.middle().plus(x.radius()));
      Field moves = Field.uniform(step.shape(), x.error().max());
      return Elementwise.zip(
          Estimate.exact(low).withError(moves),
          Estimate.exact(high),
          (l, h) -> Elementwise.interval(l.middle(), h.middle(), l.error()));
    }
    if (x.error().max() == Double.POSITIVE_INFINITY) {
      return new Estimate(
          middle, Field.uniform(step.shape(), 0), Field.uniform(step.shape(), x.error().max()));
    }
    Field above = step.run(x.middle().plus(x.error()));
    Field below = step.run(x.middle().zip(x.error(), (m, e) -> m - e));
    Field error = above.zip(middle, Orders::apart).zip(middle.zip(below, Orders::apart), Math::max);
    return Step.exactly(middle, Field.uniform(step.shape(), 0), error);
  }

  private static double apart(double high, double low) {
    return high == low ? 0 : high - low;
  }

  private static Field end(Step step, Field numbers) {
    return numbers.isUniform()
        ? Field.uniform(
            step.shape(), step.op() == TensorOp.CLIP ? step.each(numbers).at(0) : numbers.at(0))
        : step.run(numbers);
  }

  /// The k greatest are moved as in sorting; their positions may be any where elements are closer
  /// than their errors.
  static List<Estimate> topk(Step step) {
    List<Field> found =
        step.x().isPoint()
            ? step.runAll(step.x().middle())
            : List.of(Field.uniform(step.shape(), 0));
    Estimate values = monotone(step, found.getFirst());
    long[] shape = step.shape();
    int axis = (int) step.attributes().integer("axis", -1);
    double n = step.x().middle().extent(axis);
    if (!step.x().isPoint()) {
      Field half = Field.uniform(shape, (n - 1) / 2);
      double error = step.x().isExact() ? 0 : n - 1;
      return List.of(values, new Estimate(half, half, Field.uniform(shape, error)));
    }
    double wrong = isApart(step, axis) ? 0 : n - 1;
    return List.of(values, Estimate.exact(found.get(1)).withError(Field.uniform(shape, wrong)));
  }

  /// Whether no two elements of a row are closer than their errors.
  private static boolean isApart(Step step, int axis) {
    if (step.x().isExact()) {
      return true;
    }
    boolean[] apart = {true};
    int at = axis < 0 ? axis + step.x().middle().rank() : axis;
    Lanes.along(
        step.x(),
        at,
        row -> {
          double[] sorted = row.middle().clone();
          java.util.Arrays.sort(sorted);
          for (int i = 1; i < sorted.length; i++) {
            apart[0] &= sorted[i] - sorted[i - 1] > 2 * row.largestError();
          }
          return row;
        });
    return apart[0];
  }

  /// The position of the first largest: another one where that may be as large.
  static Estimate position(Step step, int sign) {
    Estimate x = step.x();
    List<List<Integer>> lanes = lanes(step);
    double n = lanes.isEmpty() ? 1 : lanes.getFirst().size();
    if (!x.isPoint()) {
      Field half = Field.uniform(step.shape(), (n - 1) / 2);
      return new Estimate(half, half, Field.uniform(step.shape(), x.isExact() ? 0 : n - 1));
    }
    Field middle = step.run(x.middle());
    double[] error = new double[(int) Field.size(step.shape())];
    for (int i = 0; i < error.length && !x.isExact(); i++) {
      error[i] = wrong(x, lanes.get(i), (int) middle.at(i), sign);
    }
    return Estimate.exact(middle).withError(Field.of(step.shape(), error));
  }

  private static double wrong(Estimate x, List<Integer> lane, int best, int sign) {
    int top = lane.get(best);
    double least = sign * x.middle().at(top) - x.error().at(top);
    double most = 0;
    for (int j = 0; j < lane.size(); j++) {
      int at = lane.get(j);
      if (j != best && !(sign * x.middle().at(at) + x.error().at(at) < least)) {
        most = Math.max(most, Math.abs(j - best));
      }
    }
    return most;
  }

  /// For each element of the result, the positions it comes from.
  private static List<List<Integer>> lanes(Step step) {
    long[] shape = step.x().shape();
    List<Long> axes = axes(step.attributes().get("axis"), shape.length);
    long[] kept = shape.clone();
    axes.forEach(axis -> kept[axis.intValue()] = 1);
    List<List<Integer>> out = new ArrayList<>();
    IntStream.range(0, (int) Field.size(kept)).forEach(_ -> out.add(new ArrayList<>()));
    for (int i = 0; i < Field.size(shape); i++) {
      int rest = i;
      int stride = 1;
      int at = 0;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        at += kept[axis] == 1 ? 0 : (int) (rest % shape[axis]) * stride;
        stride *= (int) kept[axis];
        rest = (int) (rest / shape[axis]);
      }
      out.get(at).add(i);
    }
    return out;
  }

  private static List<Long> axes(@org.jspecify.annotations.Nullable Attribute given, int rank) {
    List<Long> all;
    if (given instanceof Attribute.Int(long one)) {
      all = List.of(one);
    } else if (given instanceof Attribute.Array(List<Attribute> items)) {
      all = items.stream().map(i -> ((Attribute.Int) i).value()).toList();
    } else {
      all = IntStream.range(0, rank).mapToObj(i -> (long) i).toList();
    }
    return all.stream().map(a -> a < 0 ? a + rank : a).toList();
  }

  /// Any or all of truths, which may be wrong.
  static Estimate truths(Step step) {
    Estimate x = step.x();
    double error = x.isExact() ? 0 : 1;
    if (!x.isPoint()) {
      Field half = Field.uniform(step.shape(), 0.5);
      return new Estimate(half, half, Field.uniform(step.shape(), error));
    }
    Scalar type = step.element(0);
    Field middle = type.isFloat() ? step.run(x.middle()) : Sources.run(step);
    return Estimate.exact(middle).withError(Field.uniform(step.shape(), error));
  }

  /// `|Π(x + δ) - Πx| ≤ Π(|x| + e) - Π|x|`.
  static Estimate product(Step step) {
    Estimate x = step.x();
    double n = step.gathered();
    Field size = step.run(x.size());
    Field reach = step.run(x.reach());
    Field error = reach.zip(size, (r, s) -> r - s + n * 0x1p-50 * r);
    boolean points = x.isPoint();
    Field middle = points ? step.run(x.middle()) : Field.uniform(step.shape(), 0);
    Field radius = points ? Field.uniform(step.shape(), 0) : size;
    return step.summed(middle, radius, error, reach, n);
  }

  /// The length of a vector moves by no more than the length of its errors.
  static Estimate length(Step step) {
    Estimate x = step.x();
    Field middle = step.run(x.middle());
    double vanished = Rows.UNDERFLOW * Math.sqrt(step.gathered());
    Field error = step.run(x.error()).map(e -> e + vanished);
    Field radius = step.run(x.radius());
    return step.summed(middle, radius, error, step.run(x.reach()), step.gathered());
  }
}
