package org.tosc.rt.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.rt.tensor.Run.assertClose;
import static org.tosc.rt.tensor.Run.assertFault;
import static org.tosc.rt.tensor.Run.at;
import static org.tosc.rt.tensor.Run.attrs;
import static org.tosc.rt.tensor.Run.fault;
import static org.tosc.rt.tensor.Run.index;
import static org.tosc.rt.tensor.Run.op;
import static org.tosc.rt.tensor.Run.random;
import static org.tosc.rt.tensor.Run.shape;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

final class ConvolutionTest {
  private static boolean inside(Tensor x, long row, long column) {
    return row >= 0 && row < x.dim(1) && column >= 0 && column < x.dim(2);
  }

  /// The definition: stride, top and left padding, dilation, groups.
  private static double[] reference(
      Tensor x, Tensor w, long[] out, int stride, int[] pad, int dilation, int groups) {
    double[] y = new double[(int) (out[0] * out[1] * out[2] * out[3])];
    long perGroup = w.dim(0) / groups;
    for (int i = 0; i < y.length; i++) {
      long[] to = index(i, out);
      for (long ky = 0; ky < w.dim(1); ky++) {
        for (long kx = 0; kx < w.dim(2); kx++) {
          long row = to[1] * stride - pad[0] + ky * dilation;
          long column = to[2] * stride - pad[1] + kx * dilation;
          for (long c = 0; c < w.dim(3) && inside(x, row, column); c++) {
            long channel = to[3] / perGroup * w.dim(3) + c;
            y[i] += at(x, to[0], row, column, channel) * at(w, to[3], ky, kx, c);
          }
        }
      }
    }
    return y;
  }

  /// Stride, padding attribute, top and left padding, dilation, groups, output height and width.
  private static final Object[][] CASES = {
    {1, "valid", new int[] {0, 0}, 1, 1, 4L, 6L},
    {1, "same", new int[] {1, 0}, 1, 1, 6L, 7L},
    {2, "same", new int[] {0, 0}, 1, 1, 3L, 4L},
    {2, "valid", new int[] {0, 0}, 1, 2, 2L, 3L},
    {1, 2L, new int[] {2, 2}, 1, 1, 8L, 10L},
    {1, new long[] {1, 2}, new int[] {1, 2}, 1, 1, 6L, 10L},
    {1, new long[] {0, 1, 2, 3}, new int[] {0, 2}, 1, 1, 5L, 11L},
    {1, "valid", new int[] {0, 0}, 2, 2, 2L, 5L},
    {3, new long[] {2, 2, 1, 1}, new int[] {2, 1}, 2, 1, 2L, 3L},
  };

  @Test
  void convolutionsFollowTheDefinition() {
    for (Object[] row : CASES) {
      int groups = (Integer) row[4];
      for (DType dtype : new DType[] {DType.F32, DType.F64}) {
        Tensor x = random(1, dtype, 2, 6, 7, 4);
        Tensor w = random(2, dtype, 6, 3, 2, 4 / groups);
        Map<String, Object> attrs =
            attrs("stride", row[0], "padding", row[1], "dilation", row[3], "groups", groups);
        long[] shape = {2, (Long) row[5], (Long) row[6], 6};
        Tensor out = op("conv2d", attrs, x, w);
        assertArrayEquals(shape, out.shape());
        double[] expected =
            reference(x, w, shape, (Integer) row[0], (int[]) row[2], (Integer) row[3], groups);
        assertClose(expected, out, 0);
        attrs.put("layout", "nchw");
        Tensor first = op("transpose", attrs("perm", shape(0, 3, 1, 2)), x);
        Tensor back = op("conv2d", attrs, first, w);
        assertTrue(out.contentEquals(op("transpose", attrs("perm", shape(0, 2, 3, 1)), back)));
      }
    }
  }

  @Test
  void biasIsAddedPerFilter() {
    Tensor x = op("full", attrs("shape", shape(1, 1, 2, 1), "value", 1L));
    Tensor w = op("full", attrs("shape", shape(2, 1, 1, 1), "value", 3L));
    Tensor out = op("conv2d", x, w, Tensor.of(10, 20));
    assertArrayEquals(new double[] {13, 23, 13, 23}, out.toDoubles());
    assertEquals(
        "`conv2d` takes a bias of shape [2], found [3]",
        fault("conv2d", Map.of(), x, w, Tensor.of(1, 2, 3)).text());
  }

  @Test
  void shapesAreNamed() {
    assertFault(
        TensorFault.Kind.SHAPE,
        "`conv2d` cannot apply filters [4, 3, 3, 2] to an input with 3 channels in 1 group: axis 3"
            + " of the filters (2) is the channels per group",
        "conv2d",
        Map.of(),
        random(1, DType.F32, 1, 5, 5, 3),
        random(1, DType.F32, 4, 3, 3, 2));
    assertFault(
        TensorFault.Kind.SHAPE,
        "`conv2d` has a window of 3 along axis 1, which is longer than the padded size 2 of shape"
            + " [1, 2, 5, 1]",
        "conv2d",
        Map.of(),
        random(1, DType.F32, 1, 2, 5, 1),
        random(1, DType.F32, 1, 3, 3, 1));
    assertEquals(
        TensorFault.Kind.VALUE,
        fault(
                "conv2d",
                attrs("stride", 0L),
                random(1, DType.F32, 1, 5, 5, 1),
                random(1, DType.F32, 1, 3, 3, 1))
            .kind());
  }

  @Test
  void poolingTakesMaximaAndMeans() {
    Tensor x = op("reshape", attrs("shape", shape(1, 4, 4, 1)), op("iota", attrs("n", 16L)));
    assertArrayEquals(new double[] {5, 7, 13, 15}, op("pool", attrs("window", 2L), x).toDoubles());
    assertArrayEquals(
        new double[] {2.5, 4.5, 10.5, 12.5},
        op("pool", attrs("kind", "avg", "window", 2L), x).toDoubles());
    Tensor overlapping = op("pool", attrs("kind", "max", "window", 3L, "stride", 1L), x);
    assertArrayEquals(new double[] {10, 11, 14, 15}, overlapping.toDoubles());
    // Padding takes no part: the corner's mean is over its four elements.
    Tensor padded =
        op("pool", attrs("kind", "avg", "window", 3L, "stride", 3L, "padding", "same"), x);
    assertArrayEquals(shape(1, 2, 2, 1), padded.shape());
    assertEquals((0 + 1 + 4 + 5) / 4.0, padded.getDouble(0));
    Tensor channels = random(3, DType.F32, 2, 5, 4, 3);
    Tensor nchw = op("transpose", attrs("perm", shape(0, 3, 1, 2)), channels);
    assertTrue(
        op("transpose", attrs("perm", shape(0, 3, 1, 2)), op("pool", channels))
            .contentEquals(op("pool", attrs("layout", "nchw"), nchw)));
  }
}
