package org.tosc.passes.precision;

import org.tosc.tir.ir.Scalar;

/// The estimate of `attention`: a convex combination of values, whose weights move by factors of at
/// most `exp(2E)` where scores move by at most `E`: `|ô - o| ≤ (exp(2E) - 1) · Σ p |v| + exp(2E) ·
/// Σ p e_v`.
///
/// `E` comes of the lengths of rows of queries and keys, head by head (Cauchy and Schwarz), and of
/// what their products round.
final class Attention {
  private Attention() {}

  static Estimate estimate(Step step) {
    Estimate q = step.operand(0);
    Estimate k = step.operand(1);
    Estimate v = step.operand(2);
    double moved = 2 * scores(step, q, k);
    double grown = Math.expm1(moved);
    if (Double.isInfinite(moved) || !v.error().isFinite()) {
      return Estimate.unknown(step.shape());
    }
    boolean points = step.operands().stream().allMatch(Estimate::isPoint);
    if (!points) {
      double size = v.size().max();
      double error = Math.min(grown * size, 2 * size) + (1 + grown) * v.error().max();
      double own = size * 2 * Roundoff.ofSums(step.element()) * (k.middle().extent(-2) + 16);
      return new Estimate(
          Field.uniform(step.shape(), 0),
          Field.uniform(step.shape(), size),
          Field.uniform(step.shape(), error + own));
    }
    Field sizes = weighted(step, v.middle().map(Math::abs));
    Field errors = weighted(step, v.error());
    Field middle = Sources.run(step);
    Field error = sizes.times(grown).zip(errors, (s, e) -> s + (1 + grown) * e);
    return step.summed(
        middle, Field.uniform(step.shape(), 0), error, sizes, (double) k.middle().extent(-2));
  }

  /// The operation itself with other values.
  private static Field weighted(Step step, Field values) {
    if (values.isUniform()) {
      return Field.uniform(step.shape(), values.at(0));
    }
    Estimate other = Estimate.exact(values);
    java.util.List<Estimate> operands = new java.util.ArrayList<>(step.operands());
    operands.set(2, other);
    return Sources.run(
        new Step(step.op(), step.attributes(), operands, step.types(), step.results()));
  }

  /// How far a score may be from the exact one.
  private static double scores(Step step, Estimate q, Estimate k) {
    int heads = (int) step.attributes().integer("heads", 1);
    int kvHeads = (int) step.attributes().integer("kv_heads", heads);
    double size = q.middle().extent(-1) / (double) heads;
    double scale = Math.abs(step.attributes().number("scale", 1 / Math.sqrt(size)));
    double queries = longest(q.size(), heads);
    double keys = longest(k.reach(), kvHeads);
    double products = queries * longest(k.error(), kvHeads) + longest(q.error(), heads) * keys;
    double unit = 2 * Roundoff.ofSums(step.element());
    double rounding = unit * (size + 16) * longest(q.reach(), heads) * keys;
    double mask = 0;
    if (step.has(3) && step.element(3) != Scalar.I1) {
      mask = step.operand(3).error().max();
      double finite = step.operand(3).size().map(x -> Double.isInfinite(x) ? 0 : x).max();
      mask += unit * 4 * finite;
    } else if (step.has(3) && !step.operand(3).isExact()) {
      return Double.POSITIVE_INFINITY;
    }
    return scale * (products + rounding) + mask;
  }

  /// The length of the longest row of a head.
  private static double longest(Field x, int heads) {
    int width = (int) x.extent(-1) / heads;
    if (x.isUniform()) {
      return Math.sqrt(width) * x.at(0);
    }
    double most = 0;
    for (int first = 0; first < x.size(); first += width) {
      double squares = 0;
      for (int i = first; i < first + width; i++) {
        squares += x.at(i) * x.at(i);
      }
      most = Math.max(most, squares);
    }
    return Math.sqrt(most);
  }
}
