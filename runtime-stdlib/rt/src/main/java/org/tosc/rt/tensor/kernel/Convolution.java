package org.tosc.rt.tensor.kernel;

import java.util.Arrays;
import java.util.Map;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// `conv2d(x, filters, bias?)` (a cross-correlation, as everywhere in machine learning): `x` is
/// `[n, h, w, c]` (or `[n, c, h, w]` with `layout="nchw"`, and so is the result), `filters` are
/// always `[out, kh, kw, c/groups]`. Attributes `stride`, `padding` and `dilation` as in [Window],
/// and `groups`.
///
/// Computed as a product of the matrix of windows and the filters, so it accumulates as `matmul`
/// does.
public final class Convolution {
  private Convolution() {}

  public static Map<String, Kernel> table() {
    return Map.of("conv2d", Convolution::conv2d, "pool", Pooling::pool);
  }

  private static Tensor conv2d(Call call) {
    Tensor x = Window.channelsLast(call, call.floatTensor(0));
    Tensor filters = call.floatTensor(1);
    int groups = call.pair("groups", 1)[0];
    requireFit(x, filters, groups);
    int[] kernel = {(int) filters.dim(1), (int) filters.dim(2)};
    Window window = Window.of(call, x.shape(), kernel, call.pair("stride", 1));
    DType dtype = Normalizing.common(x, filters);
    DType sum = dtype == DType.F64 ? DType.F64 : DType.F32; // the result is rounded once
    Tensor out =
        groups == 1
            ? convolve(x, filters, window, sum)
            : grouped(call, x, filters, window, groups, sum);
    Tensor all = biased(call, out, sum);
    return Window.restore(call, dtype == sum ? all : Conversion.cast(all, dtype));
  }

  private static void requireFit(Tensor x, Tensor filters, int groups) {
    if (filters.rank() != 4) {
      throw TensorFault.shape(
          "`conv2d` takes filters of shape [out, kh, kw, in], found "
              + Shapes.text(filters.shape()));
    }
    boolean divides = x.dim(3) % groups == 0 && filters.dim(0) % groups == 0;
    if (!divides || filters.dim(3) != x.dim(3) / groups) {
      throw TensorFault.shape(
          "`conv2d` cannot apply filters "
              + Shapes.text(filters.shape())
              + " to an input with "
              + x.dim(3)
              + " channels in "
              + groups
              + (groups == 1 ? " group" : " groups")
              + ": axis 3 of the filters ("
              + filters.dim(3)
              + ") is the channels per group");
    }
  }

  private static Tensor biased(Call call, Tensor out, DType dtype) {
    Tensor bias = call.tensorOrNull(2);
    if (bias == null) {
      return out;
    }
    if (bias.rank() != 1 || bias.dim(0) != out.dim(3)) {
      throw TensorFault.shape(
          "`conv2d` takes a bias of shape ["
              + out.dim(3)
              + "], found "
              + Shapes.text(bias.shape()));
    }
    return Elementwise.apply(Arithmetic.ADD, call.op(), out, bias, dtype);
  }

  private static Tensor convolve(Tensor x, Tensor filters, Window window, DType dtype) {
    Tensor columns = columns(x, window);
    long out = filters.dim(0);
    Tensor matrix = Raw.reshaped(filters, new long[] {out, columns.dim(1)});
    Tensor product = MatMul.multiply(columns, Layout.permute(matrix, 1, 0), dtype);
    return Raw.reshaped(product, new long[] {x.dim(0), window.out()[0], window.out()[1], out});
  }

  /// One row per output place with the window's elements, zeros in the padding.
  private static Tensor columns(Tensor x, Window window) {
    int n = (int) x.dim(0);
    int h = (int) x.dim(1);
    int w = (int) x.dim(2);
    int c = (int) x.dim(3);
    int taps = window.kernel()[0] * window.kernel()[1];
    long[] shape = {(long) n * window.out()[0] * window.out()[1], (long) taps * c};
    int[] positions = new int[Shapes.size(shape)];
    Arrays.fill(positions, -1);
    int at = 0;
    for (int image = 0; image < n; image++) {
      for (int place = 0; place < window.out()[0] * window.out()[1]; place++) {
        for (int tap = 0; tap < taps; tap++) {
          int row = window.source(0, place / window.out()[1], tap / window.kernel()[1]);
          int column = window.source(1, place % window.out()[1], tap % window.kernel()[1]);
          if (row >= 0 && row < h && column >= 0 && column < w) {
            int from = ((image * h + row) * w + column) * c;
            for (int i = 0; i < c; i++) {
              positions[at + i] = from + i;
            }
          }
          at += c;
        }
      }
    }
    return Raw.picked(x, shape, positions);
  }

  /// Each group of channels by itself.
  private static Tensor grouped(
      Call call, Tensor x, Tensor filters, Window window, int groups, DType dtype) {
    Tensor[] parts = new Tensor[groups];
    long in = x.dim(3) / groups;
    long out = filters.dim(0) / groups;
    for (int g = 0; g < groups; g++) {
      Tensor channels = Joining.range(x, 3, g * in, (g + 1) * in);
      Tensor own = Joining.range(filters, 0, g * out, (g + 1) * out);
      parts[g] = convolve(channels, own, window, dtype);
    }
    return Joining.join(call, Arrays.asList(parts), 3);
  }
}
