package org.tosc.passes.precision;

/// Estimates of losses: means over rows.
final class Losses {
  private Losses() {}

  /// The mean over rows of `-log softmax` at the classes, or weighted by probabilities.
  static Estimate crossEntropy(Step step) {
    Estimate logs = Rows.logSoftmax(step, step.x(), step.x().middle().rank() - 1);
    Estimate targets = step.operand(1);
    double rows = Math.max(1, Field.size(rowShape(step.x().shape())));
    boolean classes = step.element(1).isInteger();
    if (classes && !targets.isExact()) {
      return Estimate.unknown(step.shape());
    }
    Estimate terms = classes ? logs : Elementwise.zip(logs, targets, Elementwise::mul);
    long n = logs.middle().extent(-1);
    double worst = 0;
    double size = 0;
    for (int row = 0; row < rows; row++) {
      double error = 0;
      double reach = 0;
      for (int i = 0; i < n; i++) {
        int at = (int) (row * n) + i;
        double e = terms.error().at(at);
        double r = terms.reach().at(at);
        error = classes ? Math.max(error, e) : error + e;
        reach = classes ? Math.max(reach, r) : reach + r;
      }
      worst += error / rows;
      size += reach / rows;
    }
    boolean points = step.operands().stream().allMatch(e -> e.isPoint());
    Field middle = points ? Sources.run(step) : Field.uniform(step.shape(), 0);
    return step.summed(
        middle,
        Field.uniform(step.shape(), points ? 0 : size),
        Field.uniform(step.shape(), worst),
        Field.uniform(step.shape(), size),
        rows + n);
  }

  private static long[] rowShape(long[] shape) {
    return java.util.Arrays.copyOf(shape, shape.length - 1);
  }

  /// The mean of squared differences.
  static Estimate meanSquare(Step step) {
    Estimate apart = Elementwise.zip(step.operand(0), step.operand(1), Elementwise::sub);
    Field own = step.operand(0).reach().plus(step.operand(1).reach());
    double unit = 2 * Roundoff.ofSums(step.element());
    Estimate less = apart.withError(apart.error().plus(own.times(unit)));
    Estimate squares = Elementwise.zip(less, less, Elementwise::mul);
    double n = Math.max(1, squares.count());
    return step.summed(
        mean(squares.middle(), n),
        mean(squares.radius(), n),
        mean(squares.error(), n),
        mean(squares.reach(), n),
        n);
  }

  private static Field mean(Field x, double n) {
    double sum = 0;
    for (int i = 0; i < x.size() && !x.isUniform(); i++) {
      sum += x.at(i) / n;
    }
    return Field.uniform(new long[0], x.isUniform() ? x.at(0) : sum);
  }
}
