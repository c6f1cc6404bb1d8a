package org.tosc.passes.precision;

import java.util.stream.IntStream;
import org.tosc.passes.precision.Lanes.Lane;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;

/// Estimates of operations on rows: softmax, norms, losses, rotations, attention.
///
/// Softmax: a score may move by its error, and the others by theirs the other way; that is where a
/// probability is largest and smallest. Its own rounding: P. Blanchard, D. J. Higham and N. J.
/// Higham, "Accurately computing the log-sum-exp and softmax functions", IMA J. Numer. Anal. 41
/// (2021).
final class Rows {
  /// A root of a sum of squares is at most so much too small because squares vanish in `f32`.
  static final double UNDERFLOW = 0x1p-74;

  private Rows() {}

  private static int axis(Step step) {
    int axis = (int) step.attributes().integer("axis", -1);
    return axis < 0 ? axis + step.x().middle().rank() : axis;
  }

  static Estimate softmax(Step step) {
    double unit = 2 * Roundoff.ofSums(step.element());
    Estimate made = Lanes.along(step.x(), axis(step), row -> softmax(row, unit));
    return step.rounded(made.middle(), made.radius(), made.error());
  }

  /// @param unit of the arithmetic in which the row is computed; 0 for exact arithmetic
  private static Lane softmax(Lane row, double unit) {
    int n = row.size();
    double[] low = new double[n];
    double[] high = new double[n];
    probabilities(row, 0, low, high);
    double[] least = new double[n];
    double[] most = new double[n];
    probabilities(row, 1, least, most);
    double far = 2 * row.largest();
    double worst = row.largestError();
    Lane out = Lane.of(n);
    for (int i = 0; i < n; i++) {
      double middle = low[i] / 2 + high[i] / 2;
      double radius = high[i] - middle;
      double apart = Math.max(most[i] - low[i], high[i] - least[i]);
      double steep = high[i] * Math.expm1(row.error()[i] + worst);
      double moved = row.isPoint() ? apart : Math.min(apart, steep);
      double own = unit * most[i] * (n + 8 + far) + UNDERFLOW * UNDERFLOW;
      double error = worst == Double.POSITIVE_INFINITY ? worst : Math.min(1, moved) + own;
      out.set(i, middle, row.isPoint() ? 0 : radius, error);
    }
    return out;
  }

  /// The smallest and largest probabilities: of exact scores, or also of those with errors.
  private static void probabilities(Lane row, int errors, double[] low, double[] high) {
    int n = row.size();
    double[] below = new double[n];
    double[] above = new double[n];
    for (int i = 0; i < n; i++) {
      below[i] = row.low(i) - errors * row.error()[i];
      above[i] = row.high(i) + errors * row.error()[i];
    }
    for (int i = 0; i < n; i++) {
      low[i] = probability(below[i], above, i);
      high[i] = probability(above[i], below, i);
    }
  }

  /// `1 / Σ exp(x_j - x_i)`.
  private static double probability(double own, double[] others, int i) {
    if (own == Double.NEGATIVE_INFINITY && !isAll(others, own)) {
      return 0;
    }
    double sum = 1;
    for (int j = 0; j < others.length; j++) {
      sum += j == i ? 0 : Math.exp(others[j] - own);
    }
    return Double.isNaN(sum) ? Double.NaN : 1 / sum;
  }

  private static boolean isAll(double[] numbers, double one) {
    return java.util.Arrays.stream(numbers).allMatch(x -> x == one);
  }

  static Estimate logSoftmax(Step step) {
    return logSoftmax(step, step.x(), axis(step));
  }

  static Estimate logSoftmax(Step step, Estimate x, int axis) {
    double unit = 2 * Roundoff.ofSums(step.element());
    Attributes along = Attributes.of("axis", Attribute.of((long) axis));
    Estimate made = Lanes.along(x, axis, row -> logSoftmax(row, unit));
    boolean points = x.isPoint() && !x.middle().isUniform();
    Field middle =
        points ? Step.apply(TensorOp.LOG_SOFTMAX, along, x.middle()).getFirst() : made.middle();
    return step.rounded(middle, made.radius(), made.error());
  }

  private static Lane logSoftmax(Lane row, double unit) {
    int n = row.size();
    double top = IntStream.range(0, n).mapToDouble(row::high).max().orElse(0);
    double sum = IntStream.range(0, n).mapToDouble(i -> Math.exp(row.middle()[i] - top)).sum();
    double shift = top + Math.log(sum);
    double wide = IntStream.range(0, n).mapToDouble(i -> row.radius()[i]).max().orElse(0);
    double worst = row.largestError();
    double own = unit * (n + 8 + 6 * (2 * row.largest() + Math.log(n)));
    Lane out = Lane.of(n);
    for (int i = 0; i < n; i++) {
      double radius = row.radius()[i] + wide;
      out.set(i, row.middle()[i] - shift, radius, row.error()[i] + worst + own);
    }
    return out;
  }

  /// `(x - mean) / √(variance + eps)`, then `gamma` and `beta`.
  static Estimate layernorm(Step step) {
    double eps = step.attributes().number("eps", 1e-5);
    return norm(step, row -> normalised(centred(row), eps, row, step));
  }

  static Estimate rmsnorm(Step step) {
    double eps = step.attributes().number("eps", 1e-6);
    return norm(step, row -> normalised(row, eps, row, step));
  }

  private static Estimate norm(Step step, Lanes.Rule rule) {
    Estimate made = Lanes.along(step.x(), step.x().middle().rank() - 1, rule);
    if (step.has(1)) {
      Estimate scaled = Elementwise.zip(made, step.operand(1), Elementwise::mul);
      made = rounding(step, scaled);
    }
    if (step.has(2)) {
      made = rounding(step, Elementwise.zip(made, step.operand(2), Elementwise::add));
    }
    return step.rounded(made.middle(), made.radius(), made.error());
  }

  private static Estimate rounding(Step step, Estimate x) {
    double unit = 2 * Roundoff.ofSums(step.element());
    return x.withError(x.error().plus(x.reach().times(unit)));
  }

  /// A row less its mean.
  private static Lane centred(Lane row) {
    int n = row.size();
    double mean = 0;
    double radius = 0;
    double error = 0;
    for (int i = 0; i < n; i++) {
      mean += row.middle()[i] / n;
      radius += row.radius()[i] / n;
      error += row.error()[i] / n;
    }
    Lane out = Lane.of(n);
    for (int i = 0; i < n; i++) {
      double others = 1 - 1.0 / n;
      out.set(
          i,
          row.middle()[i] - mean,
          row.radius()[i] * others + radius - row.radius()[i] / n,
          row.error()[i] * others + error - row.error()[i] / n);
    }
    return out;
  }

  /// A row `d` divided by `s = √(mean(d²) + eps)`. The root is the length of a vector, so it moves
  /// by at most the length of the errors, `t = √(mean(e²))`; then `|d̂/ŝ - d/s| ≤ e/ŝ +
  /// |d|·t/(s·ŝ)`, and no element is above `√n`.
  ///
  /// What the mean and the squares are rounded counts as an error of `d` and as one of the
  /// quotient.
  private static Lane normalised(Lane d, double eps, Lane row, Step step) {
    int n = d.size();
    double unit = 2 * Roundoff.ofSums(step.element());
    double sizes = IntStream.range(0, n).mapToDouble(row::reach).sum() / n;
    boolean centred = d != row;
    double[] error = new double[n];
    double squares = 0;
    double least = 0;
    double moved = 0;
    double known = 0;
    for (int i = 0; i < n; i++) {
      double own = centred ? unit * (row.reach(i) + (n + 2) * sizes) : 0;
      error[i] = d.error()[i] + own;
      double away = Math.max(0, Math.abs(d.middle()[i]) - d.radius()[i]);
      squares += d.middle()[i] * d.middle()[i] / n;
      least += away * away / n;
      moved += error[i] * error[i] / n;
      known += d.radius()[i] * d.radius()[i] / n;
    }
    double root = Math.sqrt(squares + eps);
    double smallest = Math.max(Math.sqrt(least + eps), root - Math.sqrt(known));
    double t = Math.sqrt(moved) + UNDERFLOW;
    double computed = Math.max(Math.sqrt(eps), smallest - t);
    double bound = Math.sqrt(n);
    double far = Math.sqrt(known);
    Lane out = Lane.of(n);
    for (int i = 0; i < n; i++) {
      double middle = d.middle()[i] / root;
      double radius =
          d.isPoint()
              ? 0
              : Math.min(
                  bound + Math.abs(middle),
                  d.radius()[i] / smallest + Math.abs(middle) * far / smallest);
      double size = Math.min(bound, Math.abs(middle) + radius);
      double carried = error[i] / computed + size * t / computed;
      double round = unit * (n + 8) * Math.min(bound, size + carried);
      boolean any = t == Double.POSITIVE_INFINITY;
      out.set(i, middle, radius, any ? t : Math.min(carried, 2 * bound) + round);
    }
    return out;
  }

  /// Pairs turned by angles: at most the length of the pair's errors.
  static Estimate rope(Step step) {
    Estimate x = step.x();
    Field radius = turned(step, x.radius());
    Field error = turned(step, x.error());
    Field size = turned(step, x.reach());
    Field middle =
        x.middle().isUniform() && x.middle().isZero() ? x.middle() : step.run(x.middle());
    Field angles = size.times(16 * Roundoff.ofSums(step.element()));
    boolean single = step.element() != Scalar.F64;
    Field positions = single ? size.times(positions(step) * 0x1p-22) : size.times(0);
    return step.summed(middle, radius, error.plus(angles).plus(positions), size, 2);
  }

  /// Angles are positions times frequencies, which may be rounded to `f32`.
  private static double positions(Step step) {
    return Math.abs(step.attributes().integer("offset", 0)) + step.x().middle().extent(-2);
  }

  private static Field turned(Step step, Field x) {
    if (x.isUniform()) {
      return x.times(Math.sqrt(2));
    }
    int n = (int) x.extent(-1);
    boolean neighbours = step.attributes().flag("interleaved", false);
    double[] out = new double[(int) x.size()];
    for (int i = 0; i < out.length; i++) {
      int feature = i % n;
      boolean first = neighbours ? feature % 2 == 0 : feature < n / 2;
      int partner = i + (first ? 1 : -1) * (neighbours ? 1 : n / 2);
      out[i] = Math.hypot(x.at(i), x.at(partner));
    }
    return Field.of(x.shape(), out);
  }
}
