package org.tosc.driver.compare;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Tolerance;

/// Whether two results of a tensor operation are as near as its row demands: type and shape equal,
/// each element within the row's tolerance and one rounding to the element type.
public final class Agreement {
  private Agreement() {}

  /// What differs, or null.
  public static @Nullable String difference(Application program, Tensor expected, Tensor found) {
    if (expected.dtype() != found.dtype() || !Arrays.equals(expected.shape(), found.shape())) {
      return "another type or shape";
    }
    if (expected.contentEquals(found)) {
      return null;
    }
    if (expected.dtype().isBlock()) {
      return "other blocks";
    }
    double[] bounds = bounds(program, expected);
    for (int i = 0; i < expected.size(); i++) {
      double a = expected.getDouble(i);
      double b = found.getDouble(i);
      boolean isSame = Double.compare(a, b) == 0 && expected.get(i).equals(found.get(i));
      if (!isSame && !isNear(program.op().tolerance(), expected.dtype(), a, b, bounds[i])) {
        return "element %d: %s and %s, %s apart, allowed %s"
            .formatted(i, a, b, Math.abs(a - b), bounds[i]);
      }
    }
    return null;
  }

  static boolean isNear(Tolerance tolerance, DType dtype, double a, double b, double bound) {
    if (tolerance instanceof Tolerance.Bitwise || !dtype.isFloat()) {
      return false;
    }
    if (Double.isInfinite(a) != Double.isInfinite(b) && !Double.isNaN(a) && !Double.isNaN(b)) {
      double finite = Double.isInfinite(a) ? b : a; // rounding decides which side of the edge
      return Math.signum(a) == Math.signum(b)
          && Math.abs(finite) + bound + ulp(dtype, finite) >= most(dtype);
    }
    return Math.abs(a - b) <= bound + ulp(dtype, a);
  }

  /// What engines may be apart in each element, by the row and by one rounding to the element type;
  /// null where no bit may differ.
  static double @Nullable [] roundings(Application program, Tensor expected) {
    DType dtype = expected.dtype();
    if (program.op().tolerance() instanceof Tolerance.Bitwise || !dtype.isFloat()) {
      return null;
    }
    double[] bounds = bounds(program, expected);
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] += ulp(dtype, expected.getDouble(i));
    }
    return bounds;
  }

  /// What engines may be apart in each element, by the row, besides one rounding.
  static double[] bounds(Application program, Tensor expected) {
    DType dtype = expected.dtype();
    double eps = dtype == DType.F64 ? 0x1p-52 : 0x1p-23;
    double[] values = expected.toDoubles();
    return switch (program.op().tolerance()) {
      case Tolerance.Bitwise _ -> new double[values.length];
      case Tolerance.Ulps(int count, double least) ->
          Arrays.stream(values)
              .map(v -> Math.abs(v) <= least ? Math.abs(v) : count * ulp(dtype, v))
              .toArray();
      case Tolerance.Sum(int roundings) -> {
        if (!dtype.isFloat()) {
          yield new double[values.length];
        }
        SumBound sums = new SumBound(program, expected);
        double factor = (sums.terms() + roundings) * eps;
        yield Arrays.stream(sums.magnitudes()).map(m -> m * factor).toArray();
      }
    };
  }

  /// The distance of neighbours near a number.
  static double ulp(DType dtype, double x) {
    Format format = format(dtype);
    if (!Double.isFinite(x)) {
      return 0;
    }
    int exponent = Math.max(Math.getExponent(x), format.leastExponent);
    return Math.scalb(1.0, exponent - format.fraction);
  }

  private static double most(DType dtype) {
    return format(dtype).most;
  }

  /// Types of other widths are compared as `f32`.
  private static Format format(DType dtype) {
    return FORMATS.getOrDefault(dtype, SINGLE);
  }

  /// @param fraction bits behind the point
  /// @param leastExponent of a normal number
  private record Format(int fraction, int leastExponent, double most) {}

  private static final Format SINGLE = new Format(23, -126, Float.MAX_VALUE);

  private static final Map<DType, Format> FORMATS =
      Map.of(
          DType.F64, new Format(52, -1022, Double.MAX_VALUE),
          DType.F16, new Format(10, -14, 65504),
          DType.BF16, new Format(7, -126, Float.MAX_VALUE),
          DType.F8E4M3, new Format(3, -6, 448),
          DType.F8E5M2, new Format(2, -14, 57344));
}
