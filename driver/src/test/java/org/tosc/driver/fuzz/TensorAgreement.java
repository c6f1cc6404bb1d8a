package org.tosc.driver.fuzz;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Tolerance;

/// Whether two results of a tensor operation are as near as its row demands: type and shape equal,
/// each element within the row's tolerance and one rounding to the element type.
final class TensorAgreement {
  private TensorAgreement() {}

  /// What differs, or null.
  static @Nullable String difference(TensorProgram program, Tensor expected, Tensor found) {
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

  private static boolean isNear(
      Tolerance tolerance, DType dtype, double a, double b, double bound) {
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

  private static double[] bounds(TensorProgram program, Tensor expected) {
    DType dtype = expected.dtype();
    double eps = dtype == DType.F64 ? 0x1p-52 : 0x1p-23;
    double[] values = expected.toDoubles();
    return switch (program.op().tolerance()) {
      case Tolerance.Bitwise _ -> new double[values.length];
      case Tolerance.Ulps(int count) ->
          Arrays.stream(values).map(v -> count * ulp(dtype, v)).toArray();
      case Tolerance.Sum(int roundings) -> {
        if (!dtype.isFloat()) {
          yield new double[values.length];
        }
        TensorBound sums = new TensorBound(program, expected);
        double factor = (sums.terms() + roundings) * eps;
        yield Arrays.stream(sums.magnitudes()).map(m -> m * factor).toArray();
      }
    };
  }

  /// The distance of neighbours near a number.
  static double ulp(DType dtype, double x) {
    return switch (dtype) {
      case F64 -> Math.ulp(x);
      case F16 -> ulp(x, 10, -14);
      case BF16 -> ulp(x, 7, -126);
      case F8E4M3 -> ulp(x, 3, -6);
      case F8E5M2 -> ulp(x, 2, -14);
      default -> ulp(x, 23, -126);
    };
  }

  private static double ulp(double x, int fraction, int leastExponent) {
    if (!Double.isFinite(x)) {
      return 0;
    }
    return Math.scalb(1.0, Math.max(Math.getExponent(x), leastExponent) - fraction);
  }

  private static double most(DType dtype) {
    return switch (dtype) {
      case F64 -> Double.MAX_VALUE;
      case F16 -> 65504;
      case F8E4M3 -> 448;
      case F8E5M2 -> 57344;
      default -> Float.MAX_VALUE;
    };
  }
}
