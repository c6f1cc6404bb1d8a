package org.tosc.rt.tensor.kernel;

import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;

/// `pool(x)`: the maximum or the mean of each window of `[n, h, w, c]` (or `layout="nchw"`).
/// Attributes `kind` (`"max"` or `"avg"`), `window`, `stride` (default: the window), `padding` as
/// in [Window]. Padding takes no part: a mean divides by the elements inside.
final class Pooling {
  private Pooling() {}

  static Tensor pool(Call call) {
    Tensor x = Window.channelsLast(call, call.floatTensor(0));
    boolean max = call.word("kind", "max", "avg").equals("max");
    int[] kernel = call.pair("window", 2);
    int[] stride = call.given("stride") ? call.pair("stride", 1) : kernel;
    Window window = Window.of(call, x.shape(), kernel, stride);
    int c = (int) x.dim(3);
    long[] shape = {x.dim(0), window.out()[0], window.out()[1], c};
    double[] in = Raw.doubles(x);
    double[] out = new double[Shapes.size(shape)];
    int places = window.out()[0] * window.out()[1];
    for (int at = 0; at < out.length; at++) {
      int place = at / c % places;
      int image = at / c / places;
      out[at] = one(in, x, window, image, place, at % c, max);
    }
    return Window.restore(call, Raw.rounded(Call.floatOf(x.dtype()), shape, out));
  }

  private static double one(
      double[] in, Tensor x, Window window, int image, int place, int channel, boolean max) {
    int h = (int) x.dim(1);
    int w = (int) x.dim(2);
    int c = (int) x.dim(3);
    double best = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int count = 0;
    for (int ky = 0; ky < window.kernel()[0]; ky++) {
      int row = window.source(0, place / window.out()[1], ky);
      for (int kx = 0; row >= 0 && row < h && kx < window.kernel()[1]; kx++) {
        int column = window.source(1, place % window.out()[1], kx);
        if (column >= 0 && column < w) {
          double value = in[((image * h + row) * w + column) * c + channel];
          best = Math.max(best, value);
          sum += value;
          count++;
        }
      }
    }
    return max ? best : sum / count;
  }
}
