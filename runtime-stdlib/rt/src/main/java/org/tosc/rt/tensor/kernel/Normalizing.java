package org.tosc.rt.tensor.kernel;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Operations that relate the elements of a lane to each other: softmax and the norms. All compute
/// in binary64 and round once. `softmax` and `log_softmax` take `axis` (default the last); the
/// norms go over the last axis.
public final class Normalizing {
  private Normalizing() {}

  public static Map<String, Kernel> table() {
    return Map.of(
        "softmax",
        call -> alongAxis(call, Normalizing::softmax),
        "log_softmax",
        call -> alongAxis(call, Normalizing::logSoftmax),
        "layernorm",
        Normalizing::layernorm,
        "rmsnorm",
        Normalizing::rmsnorm);
  }

  private static Tensor alongAxis(Call call, Lanes.Lane f) {
    Tensor t = call.tensor(0);
    return Lanes.map(t, call.axis(t.shape(), -1), f);
  }

  /// `exp(x - max) / Σ exp(x - max)`.
  static void softmax(double[] x) {
    double max = max(x);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.exp(x[i] - max);
      sum += x[i];
    }
    for (int i = 0; i < x.length; i++) {
      x[i] /= sum;
    }
  }

  static void logSoftmax(double[] x) {
    double shift = logSumExp(x);
    for (int i = 0; i < x.length; i++) {
      x[i] -= shift;
    }
  }

  /// `log Σ exp x`, without overflow.
  static double logSumExp(double[] x) {
    double max = max(x);
    double sum = 0;
    for (double v : x) {
      sum += Math.exp(v - max);
    }
    return max + Math.log(sum);
  }

  private static double max(double[] x) {
    double max = Double.NEGATIVE_INFINITY;
    for (double v : x) {
      max = Math.max(max, v);
    }
    return max;
  }

  /// `layernorm(x, gamma?, beta?)`: `(x - mean) / √(variance + eps) · gamma + beta`, with the
  /// variance of the whole population.
  private static Tensor layernorm(Call call) {
    Tensor t = normalized(call);
    double[] gamma = weights(call, t, 1);
    double[] beta = weights(call, t, 2);
    double eps = call.number("eps", 1e-5);
    return Lanes.map(
        t,
        t.rank() - 1,
        x -> {
          double mean = Sums.of(x, 0, x.length) / x.length;
          double squares = 0;
          for (double v : x) {
            squares += (v - mean) * (v - mean);
          }
          double scale = 1 / Math.sqrt(squares / x.length + eps);
          for (int i = 0; i < x.length; i++) {
            double y = (x[i] - mean) * scale;
            x[i] = (gamma == null ? y : y * gamma[i]) + (beta == null ? 0 : beta[i]);
          }
        });
  }

  /// `rmsnorm(x, weight?)`: `x / √(mean x² + eps) · weight`.
  private static Tensor rmsnorm(Call call) {
    Tensor t = normalized(call);
    double[] weight = weights(call, t, 1);
    double eps = call.number("eps", 1e-6);
    return Lanes.map(
        t,
        t.rank() - 1,
        x -> {
          double squares = 0;
          for (double v : x) {
            squares += v * v;
          }
          double scale = 1 / Math.sqrt(squares / x.length + eps);
          for (int i = 0; i < x.length; i++) {
            x[i] *= weight == null ? scale : scale * weight[i];
          }
        });
  }

  private static Tensor normalized(Call call) {
    Tensor t = call.tensor(0);
    if (t.rank() == 0) {
      throw TensorFault.shape("`" + call.op() + "` takes at least one axis, found shape []");
    }
    return t;
  }

  private static double @Nullable [] weights(Call call, Tensor t, int operand) {
    Tensor w = call.tensorOrNull(operand);
    if (w == null) {
      return null;
    }
    long last = t.dim(t.rank() - 1);
    if (w.rank() != 1 || w.dim(0) != last) {
      throw TensorFault.shape(
          "`"
              + call.op()
              + "` over the last axis of "
              + Shapes.text(t.shape())
              + " takes weights of"
              + " shape ["
              + last
              + "], found "
              + Shapes.text(w.shape()));
    }
    return Raw.doubles(w);
  }

  /// The dtype of a result that mixes operands.
  static DType common(Tensor... parts) {
    DType dtype = parts[0].dtype();
    for (Tensor part : parts) {
      dtype = DType.promote(dtype, part.dtype());
    }
    return Call.floatOf(dtype);
  }
}
