package org.tosc.tir.interp;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.Scalar;

/// A block of `q8_0` or `q4_0`: a scale, and integers that its numbers are multiples of it by.
record BlockParts(double scale, List<Integer> integers) {
  /// The parts of a block that holds these numbers: those that packing them gives if that loses
  /// nothing, otherwise the largest scale that does. A block whose scale is no number has 1 where
  /// its numbers are none.
  static BlockParts of(Scalar format, double[] numbers) {
    double most = 0;
    double least = Double.POSITIVE_INFINITY;
    for (double x : numbers) {
      most = Math.abs(x) > Math.abs(most) || Double.isNaN(x) ? x : most;
      least = x == 0 ? least : Math.min(least, Math.abs(x));
    }
    boolean isSmall = format == Scalar.Q4_0;
    if (!Double.isFinite(most)) {
      return new BlockParts(most, multiples(numbers, most));
    }
    double packed = most == 0 ? 0 : isSmall ? most / -8 : Math.abs(most) / 127;
    if (fits(isSmall, numbers, packed)) {
      return new BlockParts(packed, multiples(numbers, packed));
    }
    for (int k = 1; k <= 128; k++) {
      for (double scale : new double[] {least / k, -least / k}) {
        if (fits(isSmall, numbers, scale)) {
          return new BlockParts(scale, multiples(numbers, scale));
        }
      }
    }
    throw new IllegalStateException("no block of " + format + " holds these numbers");
  }

  private static boolean fits(boolean isSmall, double[] numbers, double scale) {
    if (scale != Rounding.round(Scalar.F32, scale)) {
      return false;
    }
    for (double x : numbers) {
      double n = scale == 0 ? 0 : Math.rint(x / scale);
      boolean isInside = isSmall ? n >= -8 && n <= 7 : n >= -128 && n <= 127;
      if (!isInside || n * scale != x) {
        return false;
      }
    }
    return true;
  }

  private static List<Integer> multiples(double[] numbers, double scale) {
    List<Integer> all = new ArrayList<>();
    for (double x : numbers) {
      double n = scale == 0 ? 0 : x / scale;
      all.add(Double.isFinite(n) ? (int) Math.rint(n) : 1);
    }
    return all;
  }
}
