package org.tosc.rt.tensor.kernel;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Reductions over some or all axes. The attribute `axis` is one axis or a list of them (absent:
/// all), `keepdims` keeps the reduced axes with size 1.
public final class Reductions {
  private Reductions() {}

  public static Map<String, Kernel> table() {
    return Map.ofEntries(
        Map.entry("reduce_sum", Reductions::sum),
        Map.entry("reduce_mean", Reductions::mean),
        Map.entry("reduce_prod", Reductions::prod),
        Map.entry("reduce_max", call -> extreme(call, Math::max, Math::max)),
        Map.entry("reduce_min", call -> extreme(call, Math::min, Math::min)),
        Map.entry("reduce_any", call -> truth(call, true)),
        Map.entry("reduce_all", call -> truth(call, false)),
        Map.entry("argmax", call -> argument(call, 1)),
        Map.entry("argmin", call -> argument(call, -1)),
        Map.entry("norm", Reductions::norm));
  }

  private static Tensor sum(Call call) {
    Tensor t = call.tensor(0);
    Axes axes = Axes.of(call, t);
    if (t.dtype().isInteger() || t.dtype().isBool()) {
      return Raw.adopt(axes.shape(), foldLongs(axes, 0L, Math::addExact));
    }
    if (t.dtype() == DType.F64) {
      return Raw.adopt(axes.shape(), sumDoubles(axes));
    }
    return Raw.rounded(Call.floatOf(t.dtype()), axes.shape(), sumFloats(axes));
  }

  private static float[] sumFloats(Axes axes) {
    float[] x = axes.floats();
    float[] out = new float[axes.outer() * axes.inner()];
    for (int o = 0; o < axes.outer(); o++) {
      int at = o * axes.count() * axes.inner();
      if (axes.inner() == 1) {
        out[o] = Sums.of(x, at, axes.count());
      } else {
        Sums.rows(x, at, axes.count(), axes.inner(), out, o * axes.inner());
      }
    }
    return out;
  }

  private static double[] sumDoubles(Axes axes) {
    double[] x = axes.doubles();
    double[] out = new double[axes.outer() * axes.inner()];
    for (int o = 0; o < axes.outer(); o++) {
      int at = o * axes.count() * axes.inner();
      if (axes.inner() == 1) {
        out[o] = Sums.of(x, at, axes.count());
      } else {
        Sums.rows(x, at, axes.count(), axes.inner(), out, o * axes.inner());
      }
    }
    return out;
  }

  /// The sum divided by the count; NaN of nothing. Integers: the exact sum, divided in binary64.
  private static Tensor mean(Call call) {
    Tensor t = call.tensor(0);
    Axes axes = Axes.of(call, t);
    int n = axes.count();
    if (t.dtype() == DType.F64) {
      double[] sums = sumDoubles(axes);
      Arrays.setAll(sums, i -> sums[i] / n);
      return Raw.adopt(axes.shape(), sums);
    }
    if (t.dtype().isInteger() || t.dtype().isBool()) {
      long[] sums = foldLongs(axes, 0L, Math::addExact);
      double[] means = Arrays.stream(sums).mapToDouble(s -> (double) s / n).toArray();
      return Raw.rounded(DType.F32, axes.shape(), means);
    }
    float[] sums = sumFloats(axes);
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= n;
    }
    return Raw.rounded(Call.floatOf(t.dtype()), axes.shape(), sums);
  }

  private static Tensor prod(Call call) {
    Tensor t = call.tensor(0);
    Axes axes = Axes.of(call, t);
    if (t.dtype().isInteger() || t.dtype().isBool()) {
      return Raw.adopt(axes.shape(), foldLongs(axes, 1L, Math::multiplyExact));
    }
    DoubleBinaryOperator times =
        t.dtype() == DType.F64 ? (a, b) -> a * b : (a, b) -> (float) (a * b);
    return Raw.rounded(Call.floatOf(t.dtype()), axes.shape(), fold(axes, 1.0, times));
  }

  private static Tensor extreme(Call call, DoubleBinaryOperator f, LongBinaryOperator g) {
    Tensor t = call.tensor(0);
    Axes axes = Axes.of(call, t);
    requireSome(call, axes);
    if (t.dtype().isInteger() || t.dtype().isBool()) {
      return Raw.checked(t.dtype(), axes.shape(), foldLongs(axes, null, g));
    }
    return Raw.rounded(Call.floatOf(t.dtype()), axes.shape(), fold(axes, Double.NaN, f));
  }

  private static void requireSome(Call call, Axes axes) {
    if (axes.count() == 0 && axes.outer() * axes.inner() > 0) {
      throw TensorFault.value("`" + call.op() + "` of no elements has no value");
    }
  }

  /// Folds from `start`, or from the first element where `start` is NaN.
  private static double[] fold(Axes axes, double start, DoubleBinaryOperator f) {
    double[] x = axes.doubles();
    double[] out = new double[axes.outer() * axes.inner()];
    boolean fromFirst = Double.isNaN(start);
    for (int o = 0; o < axes.outer(); o++) {
      for (int i = 0; i < axes.inner(); i++) {
        int at = o * axes.count() * axes.inner() + i;
        double value = fromFirst ? x[at] : start;
        for (int k = fromFirst ? 1 : 0; k < axes.count(); k++) {
          value = f.applyAsDouble(value, x[at + k * axes.inner()]);
        }
        out[o * axes.inner() + i] = value;
      }
    }
    return out;
  }

  /// Folds from `start`, or from the first element where `start` is null.
  private static long[] foldLongs(Axes axes, @Nullable Long start, LongBinaryOperator f) {
    long[] x = axes.longs();
    long[] out = new long[axes.outer() * axes.inner()];
    for (int o = 0; o < axes.outer(); o++) {
      for (int i = 0; i < axes.inner(); i++) {
        int at = o * axes.count() * axes.inner() + i;
        long value = start == null ? x[at] : start;
        for (int k = start == null ? 1 : 0; k < axes.count(); k++) {
          value = f.applyAsLong(value, x[at + k * axes.inner()]);
        }
        out[o * axes.inner() + i] = value;
      }
    }
    return out;
  }

  /// Whether any element is not zero, or all are.
  private static Tensor truth(Call call, boolean any) {
    Axes axes = Axes.of(call, call.tensor(0));
    byte[] x = Raw.truths(axes.operand());
    byte[] out = new byte[axes.outer() * axes.inner()];
    for (int o = 0; o < axes.outer(); o++) {
      for (int i = 0; i < axes.inner(); i++) {
        int at = o * axes.count() * axes.inner() + i;
        int value = any ? 0 : 1;
        for (int k = 0; k < axes.count(); k++) {
          int x1 = x[at + k * axes.inner()];
          value = any ? value | x1 : value & x1;
        }
        out[o * axes.inner() + i] = (byte) value;
      }
    }
    return Raw.adoptBools(axes.shape(), out);
  }

  /// The first position of the greatest element (`sign` 1) or the least (-1), along one axis or of
  /// all; NaN counts as the most extreme.
  private static Tensor argument(Call call, int sign) {
    if (call.given("axis") && call.integers("axis").length != 1) {
      throw call.wrongAttribute("axis", "one axis", call.raw("axis"));
    }
    Tensor t = call.tensor(0);
    Axes axes = Axes.of(call, t);
    requireSome(call, axes);
    long[] exact = t.dtype().isInteger() ? axes.longs() : null;
    long[] out = new long[axes.outer() * axes.inner()];
    for (int o = 0; o < axes.outer(); o++) {
      for (int i = 0; i < axes.inner(); i++) {
        int at = o * axes.count() * axes.inner() + i;
        out[o * axes.inner() + i] =
            exact != null
                ? bestLong(exact, at, axes.count(), axes.inner(), sign)
                : bestDouble(axes.operand(), at, axes.count(), axes.inner(), sign);
      }
    }
    return Raw.adopt(axes.shape(), out);
  }

  private static int bestLong(long[] x, int at, int n, int step, int sign) {
    int best = 0;
    for (int k = 1; k < n; k++) {
      if (Long.compare(x[at + k * step], x[at + best * step]) == sign) {
        best = k;
      }
    }
    return best;
  }

  private static int bestDouble(Tensor t, int at, int n, int step, int sign) {
    int best = 0;
    double found = t.getDouble(at);
    for (int k = 1; k < n && !Double.isNaN(found); k++) {
      double x = t.getDouble(at + (long) k * step);
      boolean better = sign > 0 ? x > found : x < found;
      if (better || Double.isNaN(x)) {
        best = k;
        found = x;
      }
    }
    return best;
  }

  /// The Euclidean norm: the root of the sum of squares.
  private static Tensor norm(Call call) {
    Tensor t = call.floatTensor(0);
    Axes axes = Axes.of(call, t);
    double[] x = axes.doubles();
    double[] squares = new double[axes.outer() * axes.inner()];
    for (int at = 0; at < x.length; at++) {
      int o = at / (axes.count() * axes.inner());
      squares[o * axes.inner() + at % axes.inner()] += x[at] * x[at];
    }
    Arrays.setAll(squares, i -> Math.sqrt(squares[i]));
    return Raw.rounded(Call.floatOf(t.dtype()), axes.shape(), squares);
  }
}
