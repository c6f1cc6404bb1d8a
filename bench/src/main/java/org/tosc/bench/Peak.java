package org.tosc.bench;

import java.lang.invoke.MethodHandle;
import org.tosc.driver.Programs;
import org.tosc.driver.measure.RoofPrograms;

/// The rate of fused multiply-adds of one core: sums in registers that do not wait for each other,
/// in the vectors that the compiler uses. Nothing is read from memory.
final class Peak {
  private static final int SUMS = 24;
  private static final int ROUNDS = 20_000;

  private final MethodHandle entry =
      Programs.load(VectorPrograms.read(RoofPrograms.peak(VectorPrograms.LANES, SUMS)), "jvm")
          .entry("peak");

  void warm() throws Throwable {
    for (int i = 0; i < 1_000; i++) {
      measure();
    }
  }

  /// One sample, in GFLOP/s.
  double measure() throws Throwable {
    long start = Timing.nanos();
    float used = (float) entry.invokeExact(0.5f, 0.5f, ROUNDS);
    long nanos = Timing.nanos() - start;
    return Float.isNaN(used) ? 0 : 2.0 * VectorPrograms.LANES * SUMS * ROUNDS / nanos;
  }
}
