package org.tosc.passes.precision;

import java.util.List;
import java.util.stream.IntStream;
import org.tosc.tir.ir.TensorOp;

/// Estimates of operations that are linear in each operand: moves, sums, products.
final class Sums {
  private Sums() {}

  /// Elements that are moved, or zeros.
  static List<Estimate> moved(Step step) {
    List<Field> middles = step.moved(fields(step, 0));
    List<Field> radii = step.moved(fields(step, 1));
    List<Field> errors = step.moved(fields(step, 2));
    return IntStream.range(0, middles.size())
        .mapToObj(i -> new Estimate(middles.get(i), radii.get(i), errors.get(i)))
        .toList();
  }

  private static Field[] fields(Step step, int which) {
    return step.operands().stream()
        .map(e -> which == 0 ? e.middle() : which == 1 ? e.radius() : e.error())
        .toArray(Field[]::new);
  }

  /// Sums of elements with factors that are not negative, `n` terms each; `weight` is what they add
  /// up to.
  static Estimate positive(Step step, double n, double weight) {
    Estimate x = step.x();
    return step.summed(
        linear(step, x.middle(), weight),
        linear(step, x.radius(), weight),
        linear(step, x.error(), weight),
        linear(step, x.reach(), weight),
        n);
  }

  /// The operation on numbers; of uniform ones the largest result.
  private static Field linear(Step step, Field numbers, double weight) {
    return numbers.isUniform() && (numbers.isZero() || isSame(step.op()))
        ? Field.uniform(step.shape(), Elementwise.times(weight, numbers.at(0)))
        : step.run(numbers);
  }

  /// Whether sums of the same numbers are the same.
  private static boolean isSame(TensorOp op) {
    return op != TensorOp.CUMSUM && op != TensorOp.TRACE;
  }

  /// How many elements a sum has.
  static double count(Step step) {
    return step.gathered();
  }

  /// Triangles of matrices: elements that stay as they are, and zeros.
  static Estimate triangle(Step step) {
    Estimate x = step.x();
    return x.middle().isUniform() && x.middle().isZero()
        ? x
        : new Estimate(step.run(x.middle()), step.run(x.radius()), step.run(x.error()));
  }

  static Estimate cumulated(Step step) {
    double n = step.x().middle().extent((int) step.attributes().integer("axis", -1));
    return positive(step, n, n);
  }

  /// The largest element under a window, or the mean.
  static Estimate pooled(Step step) {
    boolean mean = step.attributes().string("kind", "max").equals("avg");
    return mean ? positive(step, 2 * step.terms() + 4, 1) : Orders.monotone(step);
  }

  /// `dropout`: elements times one number, or 0.
  static Estimate scaled(Step step) {
    Estimate x = step.x();
    return step.rounded(step.run(x.middle()), step.run(x.radius()), step.run(x.error()));
  }

  /// Products of two operands, summed: errors of both, times the other's size. An operand that is
  /// added (a bias) adds its error.
  static Estimate products(Step step) {
    return products(step, step);
  }

  /// The same of an operation that is another one on other operands.
  static Estimate products(Step step, Step of) {
    Estimate a = of.operand(0);
    Estimate b = of.operand(1);
    Field middle = product(of, a.middle(), b.middle());
    Field radius =
        product(of, a.middle().map(Math::abs), b.radius()).plus(product(of, a.radius(), b.size()));
    Field error = product(of, a.size(), b.error()).plus(product(of, a.error(), b.reach()));
    Field terms = product(of, a.reach(), b.reach());
    if (!of.has(2)) {
      return step.summed(middle, radius, error, terms, of.terms());
    }
    Estimate bias = bias(step);
    return step.summed(
        middle.plus(bias.middle()),
        radius.plus(bias.radius()),
        error.plus(bias.error()),
        terms.plus(bias.reach()),
        step.terms() + 1);
  }

  /// A bias over the channels of images, which are the last axis or the second.
  private static Estimate bias(Step step) {
    Estimate bias = step.operand(2);
    boolean last = step.attributes().string("layout", "nhwc").equals("nhwc");
    long[] shape = last ? bias.shape() : new long[] {bias.count(), 1, 1};
    return new Estimate(
        reshaped(bias.middle(), shape),
        reshaped(bias.radius(), shape),
        reshaped(bias.error(), shape));
  }

  private static Field reshaped(Field field, long[] shape) {
    return field.isUniform() ? Field.uniform(shape, field.at(0)) : Field.of(shape, field.toArray());
  }

  private static Field product(Step step, Field a, Field b) {
    boolean none = (a.isZero() && b.isFinite()) || (b.isZero() && a.isFinite());
    if (none) {
      return Field.uniform(step.shape(), 0);
    }
    boolean padded = step.op() == TensorOp.CONV2D && (a.min() < 0 || b.min() < 0);
    return a.isUniform() && b.isUniform() && !padded
        ? Field.uniform(step.shape(), a.at(0) * b.at(0) * step.terms()).map(x -> x)
        : step.run(a, b);
  }
}
