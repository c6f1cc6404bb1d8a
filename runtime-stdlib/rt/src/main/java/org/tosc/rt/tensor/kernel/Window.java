package org.tosc.rt.tensor.kernel;

import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// How a window of `kernel` moves over the two middle axes of an `[n, h, w, c]` tensor: steps of
/// `stride`, taps `dilation` apart, and padding at each side.
///
/// `padding` is `"valid"` (none, the default), `"same"` (the output has `⌈size/stride⌉` places; an
/// odd rest pads the end, as in TensorFlow), one integer, two (height, width) or four (top, bottom,
/// left, right).
// The record carries sizes and is never compared.
@SuppressWarnings("ArrayRecordComponent")
record Window(int[] kernel, int[] stride, int[] dilation, int[] before, int[] out) {

  static Window of(Call call, long[] nhwc, int[] kernel, int[] stride) {
    int[] dilation = call.pair("dilation", 1);
    int[] before = new int[2];
    int[] out = new int[2];
    for (int i = 0; i < 2; i++) {
      long reach = (long) (kernel[i] - 1) * dilation[i] + 1;
      long size = nhwc[i + 1];
      long[] pad = padding(call, i, size, reach, stride[i]);
      long room = size + pad[0] + pad[1] - reach;
      if (room < 0) {
        throw TensorFault.shape(
            "`"
                + call.op()
                + "` has a window of "
                + reach
                + " along axis "
                + (i + 1)
                + ", which is longer than the padded size "
                + (size + pad[0] + pad[1])
                + " of shape "
                + Shapes.text(nhwc));
      }
      before[i] = Math.toIntExact(pad[0]);
      out[i] = Math.toIntExact(room / stride[i] + 1);
    }
    return new Window(kernel, stride, dilation, before, out);
  }

  private static long[] padding(Call call, int axis, long size, long reach, int stride) {
    Object given = call.raw("padding");
    if (given == null || given.equals("valid")) {
      return new long[] {0, 0};
    }
    if (given.equals("same")) {
      long needed = Math.max(0, (Math.ceilDiv(size, (long) stride) - 1) * stride + reach - size);
      return new long[] {needed / 2, needed - needed / 2};
    }
    if (given instanceof CharSequence) {
      throw call.wrongAttribute("padding", "`same`, `valid` or sizes", given);
    }
    long[] sizes = call.integers("padding");
    for (long s : sizes) {
      if (s < 0 || s > Shapes.MAX_SIZE / 4) {
        throw call.wrongAttribute("padding", "sizes from 0", s);
      }
    }
    return switch (sizes.length) {
      case 1 -> new long[] {sizes[0], sizes[0]};
      case 2 -> new long[] {sizes[axis], sizes[axis]};
      case 4 -> new long[] {sizes[2 * axis], sizes[2 * axis + 1]};
      default -> throw call.wrongAttribute("padding", "1, 2 or 4 sizes", sizes.length);
    };
  }

  /// The input row that tap `k` of output row `o` reads along `axis` (0 height, 1 width); it may
  /// lie in the padding.
  int source(int axis, int o, int k) {
    return o * stride[axis] - before[axis] + k * dilation[axis];
  }

  /// `x` with its channels last, checked to have four axes.
  static Tensor channelsLast(Call call, Tensor x) {
    if (x.rank() != 4) {
      throw TensorFault.shape(
          "`"
              + call.op()
              + "` takes four axes (batch, height, width, channels), found shape "
              + Shapes.text(x.shape()));
    }
    return isChannelsFirst(call) ? Layout.permute(x, 0, 2, 3, 1) : x;
  }

  /// The result in the layout that was asked for.
  static Tensor restore(Call call, Tensor nhwc) {
    return isChannelsFirst(call) ? Layout.permute(nhwc, 0, 3, 1, 2) : nhwc;
  }

  private static boolean isChannelsFirst(Call call) {
    return call.word("layout", "nhwc", "nchw").equals("nchw");
  }
}
