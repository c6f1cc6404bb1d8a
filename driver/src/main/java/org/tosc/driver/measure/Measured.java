package org.tosc.driver.measure;

import org.jspecify.annotations.Nullable;
import org.tosc.driver.functions.Entry;

/// How long a function takes on an engine.
///
/// @param way `kernels`, compiled as a whole, or `operations`, as programs call it
/// @param work null where it is not known what the function computes
/// @param peak GFLOP/s of multiply-adds of a core in the same run; 0 where that was not measured
/// @param bandwidth GB/s from the level of memory that holds what is moved
/// @param least what the work takes at these, in nanoseconds
/// @param isArithmetic whether the peak decides on that
public record Measured(
    Entry entry,
    String target,
    String way,
    Samples samples,
    @Nullable Workload work,
    double peak,
    double bandwidth,
    double least,
    boolean isArithmetic) {

  public boolean hasRoof() {
    return work != null && peak > 0;
  }

  /// Arithmetic in a nanosecond.
  public double gigaflops() {
    return work == null ? Double.NaN : work.flops() / samples.median();
  }

  /// Bytes in a nanosecond.
  public double gigabytes() {
    return work == null ? Double.NaN : work.bytes() / samples.median();
  }

  /// The part of what the machine could do that the median reaches.
  public double ofRoof() {
    return hasRoof() ? least / samples.median() : Double.NaN;
  }
}
