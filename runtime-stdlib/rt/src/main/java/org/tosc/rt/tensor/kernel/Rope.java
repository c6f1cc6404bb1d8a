package org.tosc.rt.tensor.kernel;

import java.util.Map;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Rotary position embedding (Su et al., *RoFormer*, 2021) of `x` of shape `[…, seq, dim]`: at
/// position `p = offset + s`, pair `i` of `dim/2` turns by the angle `p · base^(-2i/dim)`.
///
/// A pair is elements `i` and `i + dim/2`, or with `interleaved` elements `2i` and `2i + 1`.
public final class Rope {
  private static final double BASE = 10_000;

  private Rope() {}

  public static Map<String, Kernel> table() {
    return Map.of("rope", Rope::rope);
  }

  private static Tensor rope(Call call) {
    Tensor t = call.floatTensor(0);
    long[] shape = t.shape();
    if (t.rank() < 2 || shape[shape.length - 1] % 2 != 0) {
      throw TensorFault.shape(
          "`rope` takes shape [..., seq, dim] with an even dim, found " + Shapes.text(shape));
    }
    int seq = (int) shape[shape.length - 2];
    int dim = (int) shape[shape.length - 1];
    boolean interleaved = call.flag("interleaved", false);
    double[] frequencies = frequencies(call.number("base", BASE), dim);
    long offset = call.integer("offset", 0);
    double[] x = t.toDoubles();
    for (int row = 0; row * dim < x.length; row++) {
      double position = (double) (offset + row % seq);
      for (int i = 0; i < dim / 2; i++) {
        int first = row * dim + (interleaved ? 2 * i : i);
        turn(x, first, interleaved ? first + 1 : first + dim / 2, position * frequencies[i]);
      }
    }
    return Raw.rounded(Call.floatOf(t.dtype()), shape, x);
  }

  private static double[] frequencies(double base, int dim) {
    double[] out = new double[dim / 2];
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.pow(base, -2.0 * i / dim);
    }
    return out;
  }

  private static void turn(double[] x, int a, int b, double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double u = x[a];
    double v = x[b];
    x[a] = u * cos - v * sin;
    x[b] = u * sin + v * cos;
  }
}
