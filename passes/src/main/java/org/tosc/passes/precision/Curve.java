package org.tosc.passes.precision;

import java.util.Map;
import org.tosc.passes.precision.Elementwise.Cell;
import org.tosc.tir.ir.TensorOp;

/// A function of one number, as far as errors go: how steep it is at most between two numbers, and
/// how far apart two of its results can be at all.
///
/// @param slope the largest size of the derivative between two numbers
/// @param goes whether the function only grows or only falls
/// @param span the largest difference of two results
record Curve(Slope slope, Direction goes, double span) {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double ROOT = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  enum Direction {
    ONE_WAY,
    BOTH_WAYS
  }

  @FunctionalInterface
  interface Slope {
    double most(double low, double high);
  }

  @FunctionalInterface
  private interface Derivative {
    double at(double x);
  }

  private static final Map<TensorOp, Curve> TABLE =
      Map.ofEntries(
          Map.entry(TensorOp.NEG, both((_, _) -> 1)),
          Map.entry(TensorOp.ABS, both((_, _) -> 1)),
          Map.entry(TensorOp.RELU, one((_, high) -> high <= 0 ? 0 : 1, INF)),
          Map.entry(TensorOp.EXP, one((_, high) -> Math.exp(high), INF)),
          Map.entry(TensorOp.LOG, one((low, _) -> low <= 0 ? INF : 1 / low, INF)),
          Map.entry(TensorOp.SQRT, one((low, _) -> low <= 0 ? INF : 0.5 / Math.sqrt(low), INF)),
          Map.entry(
              TensorOp.RSQRT, one((low, _) -> low <= 0 ? INF : 0.5 * Math.pow(low, -1.5), INF)),
          Map.entry(TensorOp.SIN, new Curve(smooth(Math::cos, 1, 1), Direction.BOTH_WAYS, 2)),
          Map.entry(TensorOp.COS, new Curve(smooth(Math::sin, 1, 1), Direction.BOTH_WAYS, 2)),
          Map.entry(TensorOp.TANH, one(smooth(x -> 1 - square(Math.tanh(x)), 0.77, 1), 2)),
          Map.entry(TensorOp.ERF, one(smooth(Curve::bell, 0.97, 1.1284), 2)),
          Map.entry(TensorOp.SIGMOID, one(smooth(x -> sigmoid(x) * sigmoid(-x), 0.0963, 0.25), 1)),
          Map.entry(TensorOp.SILU, both(smooth(Curve::silu, 0.5, 1.1))),
          Map.entry(TensorOp.GELU, both(smooth(Curve::geluTanh, 0.85, 1.14))));

  private static final Curve EXACT_GELU = both(smooth(Curve::gelu, 0.8, 1.14));

  /// The curve of an operation of the table.
  static Curve of(Step step) {
    boolean exact = step.attributes().string("approximate", "tanh").equals("none");
    Curve found = TABLE.get(step.op());
    if (found == null) {
      throw new IllegalStateException(step.op() + " is no function of one number");
    }
    return step.op() == TensorOp.GELU && exact ? EXACT_GELU : found;
  }

  private static Curve one(Slope slope, double span) {
    return new Curve(slope, Direction.ONE_WAY, span);
  }

  private static Curve both(Slope slope) {
    return new Curve(slope, Direction.BOTH_WAYS, INF);
  }

  /// A slope by the derivative in the middle and the largest second derivative.
  private static Slope smooth(Derivative derivative, double second, double most) {
    return (low, high) -> {
      double middle = low / 2 + high / 2;
      double half = high / 2 - low / 2;
      double near = Math.abs(derivative.at(middle)) + second * half + 2e-7;
      return near < most ? near : most;
    };
  }

  private static double square(double x) {
    return x * x;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double bell(double x) {
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
  }

  private static double silu(double x) {
    return sigmoid(x) * (1 + x * sigmoid(-x));
  }

  private static double geluTanh(double x) {
    double t = Math.tanh(ROOT * (x + CUBIC * x * x * x));
    double inner = ROOT * (1 + 3 * CUBIC * x * x);
    return (1 - t * t) == 0 ? 0.5 * (1 + t) : 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * inner;
  }

  private static double gelu(double x) {
    double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    return normal(x) + x * density;
  }

  /// The normal distribution by its density's integral: Zelen and Severo 26.2.17, to 7.5e-8.
  private static double normal(double x) {
    double t = 1 / (1 + 0.2316419 * Math.abs(x));
    double sum =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double above = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * sum;
    return (x >= 0 ? 1 - above : above);
  }

  /// The results of an operation with this curve.
  Estimate estimate(Step step) {
    Estimate x = step.x();
    Field middle = step.each(x.middle());
    Field low = goes == Direction.ONE_WAY && !x.isPoint() ? ends(step, x, -1) : middle;
    Field high = goes == Direction.ONE_WAY && !x.isPoint() ? ends(step, x, 1) : middle;
    Estimate moved = Elementwise.zip(x, x, (c, _) -> new Cell(0, spread(c), error(c)));
    if (goes == Direction.ONE_WAY && !x.isPoint()) {
      Estimate hull =
          Elementwise.zip(
              Estimate.exact(low),
              Estimate.exact(high),
              (a, b) ->
                  Elementwise.interval(
                      Math.min(a.middle(), b.middle()), Math.max(a.middle(), b.middle()), 0));
      return step.rounded(hull.middle(), hull.radius(), moved.error());
    }
    return step.rounded(middle, moved.radius(), moved.error());
  }

  private static Field ends(Step step, Estimate x, int sign) {
    return step.each(x.middle().zip(x.radius(), (m, r) -> m + sign * r));
  }

  private double spread(Cell c) {
    return c.radius() == 0
        ? 0
        : Math.min(span, Elementwise.times(slope.most(c.low(), c.high()), c.radius()));
  }

  private double error(Cell c) {
    if (c.error() == 0 || c.error() == INF) {
      return c.error(); // what may be no number stays none
    }
    double steep = slope.most(c.low() - c.error(), c.high() + c.error());
    return Math.min(span, Elementwise.times(steep, c.error()));
  }
}
