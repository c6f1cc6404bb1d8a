package org.tosc.tir.interp;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.ImageLayout;

/// The meaning of operations with a sliding window, by definition.
final class OracleConv {
  private final OracleCall call;
  private final ImageLayout layout;
  private final long[] image;
  private final int[] window;
  private final int[] stride;
  private final int[] dilation;

  private OracleConv(OracleCall call, int[] window, int[] defaultStride) {
    this.call = call;
    this.layout = layout(call);
    this.image = call.x().shape();
    this.window = window;
    this.stride = pair(call, "stride", defaultStride);
    this.dilation = pair(call, "dilation", new int[] {1, 1});
  }

  private static ImageLayout layout(OracleCall call) {
    @Nullable ImageLayout named =
        ImageLayout.parse(call.attributes().string("layout", ImageLayout.NHWC.text()));
    return named == null ? ImageLayout.NHWC : named;
  }

  private static int[] pair(OracleCall call, String name, int[] otherwise) {
    List<Long> given = call.types().integers(name);
    return given.isEmpty()
        ? otherwise
        : new int[] {given.getFirst().intValue(), given.getLast().intValue()};
  }

  static OracleTensor conv2d(OracleCall call) {
    long[] filters = call.tensor(1).shape();
    OracleConv conv =
        new OracleConv(call, new int[] {(int) filters[1], (int) filters[2]}, new int[] {1, 1});
    return conv.each(conv::filtered);
  }

  static OracleTensor pool(OracleCall call) {
    int[] window = pair(call, "window", new int[] {2, 2});
    OracleConv conv = new OracleConv(call, window, window);
    boolean isMax = call.attributes().string("kind", "max").equals("max");
    return conv.each(at -> isMax ? conv.largest(at) : conv.mean(at));
  }

  /// The meaning of one element of the result.
  @FunctionalInterface
  private interface Place {
    double value(int... at);
  }

  /// What is done with an element under the window at a tap of it.
  @FunctionalInterface
  private interface Visit {
    void see(int row, int column, int tapRow, int tapColumn);
  }

  private OracleTensor each(Place place) {
    long[] shape = call.shape();
    double[] out = new double[Extents.size(shape)];
    Arrays.setAll(out, i -> place.value(Extents.index(shape, i)));
    return call.reals(out);
  }

  /// Visits the elements under the window at one place, padding left out.
  private void visit(int[] at, Visit visit) {
    for (int i = 0; i < window[0]; i++) {
      for (int j = 0; j < window[1]; j++) {
        long row = source(layout.rows(), 0, at[layout.rows()], i);
        long column = source(layout.columns(), 1, at[layout.columns()], j);
        boolean isInside =
            row >= 0
                && row < image[layout.rows()]
                && column >= 0
                && column < image[layout.columns()];
        if (isInside) {
          visit.see((int) row, (int) column, i, j);
        }
      }
    }
  }

  private long source(int axis, int spatial, int place, int tap) {
    return (long) place * stride[spatial] + (long) tap * dilation[spatial] - before(axis, spatial);
  }

  /// The padding at the start of an axis; for "same" what is missing, its odd rest at the end.
  private long before(int axis, int spatial) {
    if (call.attributes().get("padding") instanceof Attribute.Str(String word)) {
      long reach = (long) (window[spatial] - 1) * dilation[spatial] + 1;
      long places = call.shape()[axis];
      long missing = (places - 1) * stride[spatial] + reach - image[axis];
      return word.equals("same") ? Math.max(0, missing) / 2 : 0;
    }
    List<Long> given = call.types().integers("padding");
    return switch (given.size()) {
      case 0 -> 0;
      case 4 -> given.get(2 * spatial);
      default -> given.get(Math.min(spatial, given.size() - 1));
    };
  }

  private double pixel(int[] at, int row, int column, int channel) {
    int[] index = at.clone();
    index[layout.rows()] = row;
    index[layout.columns()] = column;
    index[layout.channels()] = channel;
    return call.x().real(Extents.position(image, index));
  }

  private double filtered(int... at) {
    OracleTensor filters = call.tensor(1);
    int out = at[layout.channels()];
    int groups = (int) call.attributes().integer("groups", 1);
    int channels = (int) filters.shape()[3];
    int group = out / ((int) filters.shape()[0] / groups);
    double[] sum = new double[1];
    visit(
        at,
        (row, column, i, j) -> {
          for (int c = 0; c < channels; c++) {
            double weight = filters.real(Extents.position(filters.shape(), out, i, j, c));
            sum[0] += pixel(at, row, column, group * channels + c) * weight;
          }
        });
    return sum[0] + (call.has(2) ? call.tensor(2).real(out) : 0);
  }

  private double largest(int... at) {
    double[] most = {Double.NEGATIVE_INFINITY};
    visit(
        at,
        (row, column, i, j) ->
            most[0] = Math.max(most[0], pixel(at, row, column, at[layout.channels()])));
    return most[0];
  }

  private double mean(int... at) {
    double[] sum = new double[2];
    visit(
        at,
        (row, column, i, j) -> {
          sum[0] += pixel(at, row, column, at[layout.channels()]);
          sum[1]++;
        });
    return sum[0] / sum[1];
  }
}
