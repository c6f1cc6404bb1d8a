package org.tosc.tir.interp;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// The meaning of the layers of models and of losses, by their formulas in binary64, rounded once.
final class OracleModel {
  private OracleModel() {}

  /// A function of each lane along an axis.
  private static OracleTensor perLane(OracleCall call, int axis, UnaryOperator<double[]> meaning) {
    double[] out = new double[call.x().size()];
    for (int[] lane : OracleReduce.lanes(call.x().shape(), List.of(axis))) {
      double[] values = meaning.apply(Arrays.stream(lane).mapToDouble(call.x()::real).toArray());
      for (int k = 0; k < lane.length; k++) {
        out[lane[k]] = values[k];
      }
    }
    return call.reals(out);
  }

  static OracleTensor softmax(OracleCall call) {
    return perLane(call, call.axis(-1), OracleModel::softmax);
  }

  static double[] softmax(double[] x) {
    double max = Arrays.stream(x).reduce(Double.NEGATIVE_INFINITY, Math::max);
    double[] powers = Arrays.stream(x).map(v -> StrictMath.exp(v - max)).toArray();
    double sum = Arrays.stream(powers).reduce(0, Double::sum);
    return Arrays.stream(powers).map(p -> p / sum).toArray();
  }

  static OracleTensor logSoftmax(OracleCall call) {
    return perLane(call, call.axis(-1), OracleModel::logSoftmax);
  }

  private static double[] logSoftmax(double[] x) {
    double max = Arrays.stream(x).reduce(Double.NEGATIVE_INFINITY, Math::max);
    double sum = Arrays.stream(x).map(v -> StrictMath.exp(v - max)).reduce(0, Double::sum);
    double shift = max + StrictMath.log(sum);
    return Arrays.stream(x).map(v -> v - shift).toArray();
  }

  static OracleTensor layernorm(OracleCall call) {
    double eps = call.attributes().number("eps", 1e-5);
    return perLane(
        call,
        call.x().rank() - 1,
        x -> {
          double mean = Arrays.stream(x).reduce(0, Double::sum) / x.length;
          double squares =
              Arrays.stream(x).map(v -> (v - mean) * (v - mean)).reduce(0, Double::sum);
          double deviation = Math.sqrt(squares / x.length + eps);
          double[] out = new double[x.length];
          Arrays.setAll(
              out, i -> (x[i] - mean) / deviation * weight(call, 1, i, 1) + weight(call, 2, i, 0));
          return out;
        });
  }

  static OracleTensor rmsnorm(OracleCall call) {
    double eps = call.attributes().number("eps", 1e-6);
    return perLane(
        call,
        call.x().rank() - 1,
        x -> {
          double squares = Arrays.stream(x).map(v -> v * v).reduce(0, Double::sum);
          double root = Math.sqrt(squares / x.length + eps);
          double[] out = new double[x.length];
          Arrays.setAll(out, i -> x[i] / root * weight(call, 1, i, 1));
          return out;
        });
  }

  private static double weight(OracleCall call, int operand, int i, double otherwise) {
    return call.has(operand) ? call.tensor(operand).real(i) : otherwise;
  }

  /// Su et al., "RoFormer", 2021, section 3.2.2: pair i of d/2 at position p turns by the angle `p
  /// · base^(-2i/d)`.
  static OracleTensor rope(OracleCall call) {
    long[] shape = call.shape();
    int features = (int) shape[shape.length - 1];
    int half = features / 2;
    boolean neighbours = call.attributes().flag("interleaved", false);
    double base = call.attributes().number("base", 10_000);
    long offset = call.attributes().integer("offset", 0);
    double[] out = new double[call.x().size()];
    for (int i = 0; i < out.length; i++) {
      int[] at = Extents.index(shape, i);
      int feature = at[at.length - 1];
      int pair = neighbours ? feature / 2 : feature % half;
      boolean isFirst = neighbours ? feature % 2 == 0 : feature < half;
      int partner = i + (isFirst ? 1 : -1) * (neighbours ? 1 : half);
      double angle = (offset + at[at.length - 2]) * StrictMath.pow(base, -2.0 * pair / features);
      double sine = (isFirst ? -1 : 1) * StrictMath.sin(angle);
      out[i] = call.x().real(i) * StrictMath.cos(angle) + call.x().real(partner) * sine;
    }
    return call.reals(out);
  }

  static OracleTensor dropout(OracleCall call) {
    double p = call.attributes().number("p", 0.5);
    if (!call.attributes().flag("train", true)) {
      return call.operand(0);
    }
    long seed = call.attributes().integer("seed", 0);
    double[] out = new double[call.x().size()];
    Arrays.setAll(out, i -> OracleRandom.uniform(seed, i, 53) < p ? 0 : call.x().real(i) / (1 - p));
    return call.reals(out);
  }

  static OracleTensor meanSquare(OracleCall call) {
    OracleTensor a = call.tensor(0);
    OracleTensor b = call.tensor(1);
    int n = a.size();
    double sum = OracleMatrix.sum(n, i -> (a.real(i) - b.real(i)) * (a.real(i) - b.real(i)));
    return call.reals(new double[] {sum / n});
  }

  static OracleTensor crossEntropy(OracleCall call) {
    OracleTensor targets = call.tensor(1);
    long[] shape = call.x().shape();
    int classes = (int) shape[shape.length - 1];
    int rows = Extents.span(shape, 0, shape.length - 1);
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double[] logits = new double[classes];
      int first = row * classes;
      Arrays.setAll(logits, i -> call.x().real(first + i));
      double[] logs = logSoftmax(logits);
      sum +=
          targets.element().isInteger()
              ? -logs[target(targets.integer(row), classes)]
              : -OracleMatrix.sum(
                  classes,
                  i -> targets.real(first + i) == 0 ? 0 : targets.real(first + i) * logs[i]);
    }
    return call.reals(new double[] {sum / rows});
  }

  private static int target(long target, int classes) {
    if (target < 0 || target >= classes) {
      throw new GuestFault(
          "IndexError", "`ce_loss` has " + classes + " classes, found the target " + target);
    }
    return (int) target;
  }
}
