package org.tosc.rt.tensor.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Sorting and running sums along `axis` (default the last). NaN counts as greater than all
/// numbers, equal elements keep their order.
public final class Ordering {
  private Ordering() {}

  public static Map<String, Kernel> table() {
    return Map.of("sort", Ordering::sort, "topk", Ordering::topk, "cumsum", Ordering::cumsum);
  }

  /// Ascending, or with `descending` the reverse.
  private static Tensor sort(Call call) {
    Tensor t = call.tensor(0);
    int axis = call.axis(t.shape(), -1);
    boolean descending = call.flag("descending", false);
    int[] positions = new int[(int) t.size()];
    Lanes.walk(
        t.shape(),
        axis,
        (from, step, n) -> {
          Integer[] order = order(t, from, step, n, descending);
          for (int i = 0; i < n; i++) {
            positions[from + i * step] = from + order[i] * step;
          }
        });
    return Raw.picked(t, t.shape(), positions);
  }

  /// The indexes of a lane in sorted order.
  private static Integer[] order(Tensor t, int from, int step, int n, boolean descending) {
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    boolean whole = t.dtype().isInteger();
    Arrays.sort(
        order,
        (a, b) -> {
          long x = from + (long) a * step;
          long y = from + (long) b * step;
          int sign =
              whole
                  ? Long.compare(t.getLong(x), t.getLong(y))
                  : compare(t.getDouble(x), t.getDouble(y));
          return descending ? -sign : sign;
        });
    return order;
  }

  /// NaN last; -0 equals 0.
  private static int compare(double a, double b) {
    return Double.compare(a + 0.0, b + 0.0);
  }

  /// `[values, indices]` of the `k` greatest elements, in descending order.
  private static List<Tensor> topk(Call call) {
    Tensor t = call.tensor(0);
    int axis = call.axis(t.shape(), -1);
    long k = call.has(1) ? call.integerOperand(1) : call.integer("k");
    if (k < 0 || k > t.dim(axis)) {
      throw TensorFault.value(
          "`topk` of axis "
              + axis
              + " of shape "
              + Shapes.text(t.shape())
              + " takes k from 0 to "
              + t.dim(axis)
              + ", found "
              + k);
    }
    long[] shape = Shapes.with(t.shape(), axis, k);
    int inner = Shapes.span(shape, axis + 1, shape.length);
    int[] positions = new int[Shapes.size(shape)];
    long[] indices = new long[positions.length];
    if (positions.length == 0) {
      return List.of(Raw.picked(t, shape, positions), Raw.adopt(shape, indices));
    }
    Lanes.walk(
        t.shape(),
        axis,
        (from, step, n) -> {
          Integer[] order = order(t, from, step, n, true);
          int lane = from / (n * inner) * (int) k * inner + from % inner;
          for (int i = 0; i < k; i++) {
            positions[lane + i * inner] = from + order[i] * step;
            indices[lane + i * inner] = order[i];
          }
        });
    return List.of(Raw.picked(t, shape, positions), Raw.adopt(shape, indices));
  }

  /// Running sums; those of integers and booleans are `i64`, those of floats round after each step
  /// as their accumulator does.
  private static Tensor cumsum(Call call) {
    Tensor t = call.tensor(0);
    int axis = call.axis(t.shape(), -1);
    if (t.dtype().isInteger() || t.dtype().isBool()) {
      long[] out = t.toLongs();
      Lanes.walk(
          t.shape(),
          axis,
          (from, step, n) -> {
            for (int i = 1; i < n; i++) {
              out[from + i * step] =
                  Math.addExact(out[from + i * step], out[from + (i - 1) * step]);
            }
          });
      return Raw.adopt(t.shape(), out);
    }
    boolean wide = t.dtype() == DType.F64;
    double[] out = t.toDoubles();
    Lanes.walk(
        t.shape(),
        axis,
        (from, step, n) -> {
          for (int i = 1; i < n; i++) {
            double sum = out[from + i * step] + out[from + (i - 1) * step];
            out[from + i * step] = wide ? sum : (float) sum;
          }
        });
    return Raw.rounded(Call.floatOf(t.dtype()), t.shape(), out);
  }
}
