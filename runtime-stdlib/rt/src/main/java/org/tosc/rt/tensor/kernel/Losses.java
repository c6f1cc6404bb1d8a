package org.tosc.rt.tensor.kernel;

import java.util.Arrays;
import java.util.Map;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Losses: tensors without axes, computed in binary64 and rounded once.
public final class Losses {
  private Losses() {}

  public static Map<String, Kernel> table() {
    return Map.of("mse_loss", Losses::mse, "ce_loss", Losses::crossEntropy);
  }

  /// `mse_loss(prediction, target)`: the mean of the squared differences.
  private static Tensor mse(Call call) {
    Tensor a = call.tensor(0);
    Tensor b = call.tensor(1);
    if (!Arrays.equals(a.shape(), b.shape())) {
      throw differ(call, a, b, "they have one shape");
    }
    double[] x = Raw.doubles(a);
    double[] y = Raw.doubles(b);
    double[] squares = new double[x.length];
    Arrays.setAll(squares, i -> (x[i] - y[i]) * (x[i] - y[i]));
    return mean(Normalizing.common(a, b), squares);
  }

  /// `ce_loss(logits, target)`: the mean over all but the last axis of `-log
  /// softmax(logits)[target]`. The target is integers of the logits' shape without its last axis,
  /// or floats of the same shape, which weigh the classes.
  private static Tensor crossEntropy(Call call) {
    Tensor logits = call.floatTensor(0);
    Tensor target = call.tensor(1);
    if (logits.rank() == 0) {
      throw TensorFault.shape("`ce_loss` takes logits with at least one axis, found shape []");
    }
    int last = logits.rank() - 1;
    Tensor log = Lanes.map(asDouble(logits), last, Normalizing::logSoftmax);
    double[] x = Raw.doubles(log);
    int classes = (int) logits.dim(last);
    long[] rows = Arrays.copyOf(logits.shape(), last);
    double[] losses =
        target.dtype().isInteger()
            ? ofClasses(call, logits, target, rows, x, classes)
            : ofWeights(call, logits, target, x, classes);
    return mean(Call.floatOf(logits.dtype()), losses);
  }

  private static Tensor asDouble(Tensor t) {
    return Conversion.cast(t, DType.F64);
  }

  private static double[] ofClasses(
      Call call, Tensor logits, Tensor target, long[] rows, double[] x, int classes) {
    if (!Arrays.equals(target.shape(), rows)) {
      throw differ(call, logits, target, "integer targets have shape " + Shapes.text(rows));
    }
    double[] losses = new double[(int) target.size()];
    for (int i = 0; i < losses.length; i++) {
      long wanted = target.getLong(i);
      if (wanted < 0 || wanted >= classes) {
        throw TensorFault.index(
            "`ce_loss` has " + classes + " classes, found the target " + wanted);
      }
      losses[i] = -x[i * classes + (int) wanted];
    }
    return losses;
  }

  private static double[] ofWeights(
      Call call, Tensor logits, Tensor target, double[] x, int classes) {
    if (!Arrays.equals(target.shape(), logits.shape())) {
      throw differ(call, logits, target, "float targets have the shape of the logits");
    }
    double[] weights = Raw.doubles(target);
    double[] losses = new double[classes == 0 ? 0 : x.length / classes];
    for (int i = 0; i < x.length; i++) {
      losses[i / classes] -= weights[i] == 0 ? 0 : weights[i] * x[i];
    }
    return losses;
  }

  private static TensorFault differ(Call call, Tensor a, Tensor b, String rule) {
    return TensorFault.shape(
        "`"
            + call.op()
            + "` cannot compare shapes "
            + Shapes.text(a.shape())
            + " and "
            + Shapes.text(b.shape())
            + ": "
            + rule);
  }

  private static Tensor mean(DType dtype, double[] x) {
    double mean = Sums.of(x, 0, x.length) / x.length;
    return Raw.rounded(dtype, new long[0], new double[] {mean});
  }
}
