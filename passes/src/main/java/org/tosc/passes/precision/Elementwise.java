package org.tosc.passes.precision;

import java.util.function.DoubleUnaryOperator;
import org.tosc.tir.ir.Promotion;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;

/// Estimates of operations on elements: arithmetic, comparisons, steps and choices.
final class Elementwise {
  private static final double INF = Double.POSITIVE_INFINITY;

  private Elementwise() {}

  /// One element of an estimate.
  record Cell(double middle, double radius, double error) {
    double low() {
      return middle - radius;
    }

    double high() {
      return middle + radius;
    }

    /// The largest size of an exact number.
    double size() {
      return Math.abs(middle) + radius;
    }

    /// Whether this is exactly infinite, such as what a mask adds.
    boolean isInfinite() {
      return Double.isInfinite(middle) && radius == 0 && error == 0;
    }

    /// This, or that nothing is known, where a rule came to no numbers.
    Cell orUnknown() {
      if (isInfinite()) {
        return this;
      }
      return Double.isFinite(middle)
          ? new Cell(middle, Double.isNaN(radius) ? INF : radius, Double.isNaN(error) ? INF : error)
          : new Cell(0, INF, INF);
    }

    /// The least size of a computed number.
    double away() {
      return Math.max(0, Math.abs(middle) - radius - error);
    }
  }

  /// A rule for one element of each operand.
  @FunctionalInterface
  interface Rule {
    Cell of(Cell a, Cell b);
  }

  /// Applies a rule to all elements; one application where all are the same.
  static Estimate zip(Estimate a, Estimate b, Rule rule) {
    long[] shape = Field.broadcast(a.shape(), b.shape());
    boolean uniform = isUniform(a) && isUniform(b);
    int count = uniform ? 1 : (int) Field.size(shape);
    Estimate left = to(a, shape);
    Estimate right = to(b, shape);
    double[] middle = new double[count];
    double[] radius = new double[count];
    double[] error = new double[count];
    for (int i = 0; i < count; i++) {
      Cell made = rule.of(cell(left, i), cell(right, i)).orUnknown();
      middle[i] = made.middle;
      radius[i] = made.radius;
      error[i] = made.error;
    }
    return uniform
        ? new Estimate(
            Field.uniform(shape, middle[0]),
            Field.uniform(shape, radius[0]),
            Field.uniform(shape, error[0]))
        : new Estimate(Field.of(shape, middle), Field.of(shape, radius), Field.of(shape, error));
  }

  private static boolean isUniform(Estimate e) {
    return e.middle().isUniform() && e.radius().isUniform() && e.error().isUniform();
  }

  private static Estimate to(Estimate e, long[] shape) {
    return new Estimate(e.middle().to(shape), e.radius().to(shape), e.error().to(shape));
  }

  private static Cell cell(Estimate e, int i) {
    return new Cell(e.middle().at(i), e.radius().at(i), e.error().at(i));
  }

  /// An operand in the type of arithmetic with the other; large integers round.
  static Estimate promoted(Step step, int i) {
    Scalar own = step.element(i);
    Scalar common = Promotion.of(step.element(0), step.element(1));
    Scalar type = step.op() == TensorOp.DIV ? Promotion.toFloat(common) : common;
    Estimate x = step.operand(i);
    return own.isFloat() || !type.isFloat() || x.reach().max() <= 256
        ? x
        : x.withError(x.error().plus(x.reach().map(size -> Roundoff.half(type, size))));
  }

  /// Two operands by a rule, rounded.
  static Estimate binary(Step step, Rule rule) {
    Estimate made = zip(promoted(step, 0), promoted(step, 1), rule);
    return step.rounded(made.middle(), made.radius(), made.error());
  }

  static Cell add(Cell a, Cell b) {
    if (a.isInfinite() || b.isInfinite()) {
      boolean finite = Double.isFinite(a.error) && Double.isFinite(b.error);
      return new Cell(a.middle + b.middle, 0, finite ? 0 : INF);
    }
    return new Cell(a.middle + b.middle, a.radius + b.radius, a.error + b.error);
  }

  static Cell sub(Cell a, Cell b) {
    return add(a, negative(b));
  }

  static Cell mul(Cell a, Cell b) {
    double radius = times(Math.abs(a.middle), b.radius) + times(b.size(), a.radius);
    double error = times(a.size(), b.error) + times(b.size() + b.error, a.error);
    return new Cell(a.middle * b.middle, radius, error);
  }

  /// `|â/b̂ - a/b| ≤ (e_a + |a/b| e_b) / |b̂|`.
  static Cell div(Cell a, Cell b) {
    double least = Math.abs(b.middle) - b.radius;
    if (b.away() <= 0) {
      return new Cell(0, INF, least <= 0 && a.error == 0 && b.error == 0 ? 0 : INF);
    }
    double middle = a.middle / b.middle;
    double radius = (a.radius + times(Math.abs(middle), b.radius)) / least;
    double error = (a.error + times(Math.abs(middle) + radius, b.error)) / b.away();
    return new Cell(middle, radius, error);
  }

  /// The larger: both operands' ends, and at most the larger of their errors.
  static Cell max(Cell a, Cell b) {
    double high = Math.max(a.high(), b.high());
    double low = Math.max(a.low(), b.low());
    boolean left = a.low() - a.error > b.high() + b.error;
    boolean right = b.low() - b.error > a.high() + a.error;
    double error = left ? a.error : right ? b.error : Math.max(a.error, b.error);
    return interval(low, high, error);
  }

  static Cell min(Cell a, Cell b) {
    Cell turned = max(negative(a), negative(b));
    return negative(turned);
  }

  private static Cell negative(Cell a) {
    return new Cell(-a.middle, a.radius, a.error);
  }

  static Cell interval(double low, double high, double error) {
    if (low == high) {
      return new Cell(low, 0, error);
    }
    double middle = low / 2 + high / 2;
    return Double.isFinite(middle)
        ? new Cell(middle, Math.max(high - middle, middle - low), error)
        : new Cell(0, INF, error);
  }

  /// Powers of positive numbers, and of any by an integer that is known: by the derivatives, which
  /// are largest at a corner.
  static Cell pow(Cell a, Cell b) {
    boolean integral = b.radius == 0 && b.error == 0 && b.middle == Math.rint(b.middle);
    boolean regular = a.away() > 0 || (integral && b.middle >= 0);
    if ((!integral || !regular) && a.low() - a.error <= 0) {
      boolean known = a.radius == 0 && b.radius == 0 && a.error == 0 && b.error == 0;
      return new Cell(known ? Math.pow(a.middle, b.middle) : 0, known ? 0 : INF, known ? 0 : INF);
    }
    double middle = Math.pow(a.middle, b.middle);
    double inner = times(slope(a, b, 0), a.radius) + times(turn(a, b, 0), b.radius);
    double error = times(slope(a, b, 1), a.error) + times(turn(a, b, 1), b.error);
    return new Cell(middle, inner, error);
  }

  /// The largest `|b| · |a|^(b-1)`.
  private static double slope(Cell a, Cell b, int computed) {
    double large = a.size() + computed * a.error;
    double small = Math.max(0, Math.abs(a.middle) - a.radius - computed * a.error);
    double exponent = Math.abs(b.middle) + b.radius + computed * b.error;
    if (exponent == 0) {
      return 0;
    }
    double most = 0;
    for (double end : new double[] {-1, 1}) {
      double power = b.middle + end * (b.radius + computed * b.error) - 1;
      most = Math.max(most, Math.max(Math.pow(large, power), Math.pow(small, power)));
    }
    return exponent * most;
  }

  /// The largest `|a^b · ln a|`; 0 where the exponent is known.
  private static double turn(Cell a, Cell b, int computed) {
    double moved = b.radius + computed * b.error;
    if (moved == 0) {
      return 0;
    }
    double most = 0;
    double reach = a.radius + computed * a.error;
    for (double base : new double[] {a.middle - reach, a.middle + reach}) {
      for (double power : new double[] {b.middle - moved, b.middle + moved}) {
        most = Math.max(most, Math.pow(base, power));
      }
    }
    double logs =
        Math.max(Math.abs(Math.log(a.middle - reach)), Math.abs(Math.log(a.middle + reach)));
    return most * logs;
  }

  /// A size times a radius or error: 0 without these, and unknown where they are, since what is
  /// unknown may be no number.
  static double times(double size, double moved) {
    double product = moved == 0 ? 0 : size * moved;
    return Double.isNaN(product) ? INF : product;
  }

  /// Comparisons come out otherwise only where errors reach across the difference.
  static Estimate compared(Step step) {
    Estimate a = promoted(step, 0);
    Estimate b = promoted(step, 1);
    boolean points = a.isPoint() && b.isPoint();
    Estimate flips =
        zip(
            a,
            b,
            (x, y) -> {
              double error = x.error + y.error;
              double apart = Math.abs(x.middle - y.middle) - x.radius - y.radius;
              return points
                  ? new Cell(0, 0, error == 0 || apart > error ? 0 : 1)
                  : new Cell(0.5, 0.5, error == 0 || apart > error ? 0 : 1);
            });
    return points
        ? new Estimate(step.run(a.middle(), b.middle()), flips.radius(), flips.error())
        : flips;
  }

  /// Logical operations on what may be wrong are wrong by 1.
  static Estimate logical(Step step) {
    boolean truths = step.element() == Scalar.I1;
    boolean exact = step.operands().stream().allMatch(Estimate::isExact);
    boolean points = step.operands().stream().allMatch(Estimate::isPoint);
    Field error = Field.uniform(step.shape(), exact ? 0 : truths ? 1 : INF);
    if (!points) {
      double half = truths ? 0.5 : INF;
      return new Estimate(
          Field.uniform(step.shape(), truths ? 0.5 : 0), Field.uniform(step.shape(), half), error);
    }
    return new Estimate(Sources.run(step), Field.uniform(step.shape(), 0), error);
  }

  /// `floor`, `sign` and others that go up in steps: by both ends of what is computed.
  ///
  /// @param whole whether results go up as much as operands do, but for one step
  static Estimate stepped(Step step, DoubleUnaryOperator f, boolean whole) {
    Estimate made =
        zip(
            step.x(),
            step.x(),
            (x, _) -> {
              double low = f.applyAsDouble(x.low());
              double high = f.applyAsDouble(x.high());
              double up = f.applyAsDouble(x.high() + x.error) - low;
              double down = high - f.applyAsDouble(x.low() - x.error);
              double most = whole ? Math.ceil(x.error) : INF;
              double error = Math.min(Math.max(up, down), most);
              double moved = x.error == 0 ? 0 : Math.max(error, 0);
              return interval(low, high, x.error == INF ? INF : moved);
            });
    return step.rounded(made.middle(), made.radius(), made.error());
  }

  /// One of two by a condition; where that may be wrong, the other.
  static Estimate where(Step step) {
    Estimate condition = truth(step.x());
    Estimate a = step.operand(1);
    Estimate b = step.operand(2);
    Estimate either =
        zip(
            a,
            b,
            (x, y) -> {
              Cell hull =
                  interval(
                      Math.min(x.low(), y.low()),
                      Math.max(x.high(), y.high()),
                      Math.max(x.error, y.error));
              return hull;
            });
    Field apart =
        zip(a, b, (x, y) -> new Cell(0, 0, Math.abs(x.middle - y.middle) + x.radius + y.radius))
            .error();
    Estimate first = zip(condition, a, Elementwise::pick);
    Estimate second = zip(condition, b, (c, y) -> pick(negated(c), y));
    Estimate sum = zip(first, second, Elementwise::add);
    Estimate vague = zip(condition, either, (c, e) -> c.radius == 0 ? new Cell(0, 0, 0) : e);
    Estimate chosen = zip(sum, vague, Elementwise::add);
    Field wrong = condition.error().times(apart.plus(a.error()).plus(b.error()));
    return Step.exactly(chosen.middle(), chosen.radius(), chosen.error().plus(wrong));
  }

  private static Cell pick(Cell condition, Cell x) {
    return condition.radius == 0 && condition.middle == 1 ? x : new Cell(0, 0, 0);
  }

  private static Cell negated(Cell c) {
    return new Cell(1 - c.middle, c.radius, c.error);
  }

  /// Whether elements are not 0.
  static Estimate truth(Estimate x) {
    return zip(
        x,
        x,
        (c, _) -> {
          boolean known = c.radius == 0 || Math.abs(c.middle) > c.radius;
          double error = c.error == 0 || c.away() > 0 ? 0 : 1;
          return known ? new Cell(c.middle == 0 ? 0 : 1, 0, error) : new Cell(0.5, 0.5, error);
        });
  }
}
