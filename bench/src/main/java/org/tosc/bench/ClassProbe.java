package org.tosc.bench;

import java.util.Arrays;
import java.util.Objects;
import org.tosc.driver.Programs;
import org.tosc.tir.ir.Module;

/// How long it takes from TIR to a hidden class that can be called: a loop of bias and ReLU over
/// buffers. Calls that run code in until HotSpot has compiled it, which functions over tensors get,
/// are not in it.
final class ClassProbe {
  private static final long WARM_NANOS = 5_000_000_000L;
  private static final int LEAST = 50;
  private static final int MOST = 5_000;

  private static final String LOOP =
      """
      func @f(%0: buffer<[?] x f32, global>, %1: buffer<[?] x f32, global>,
          %2: buffer<[?] x f32, global>, %3: i32) -> () {
        %4 = core.const {value = 0} : i32
        %5 = core.slot(%4) : slot<i32>
        core.loop {
          %6 = core.slot_get(%5)
          %7 = core.lt(%6, %3)
          core.yield(%7)
        } {
          %8 = core.slot_get(%5)
          %9 = kernel.load(%0, %8)
          %10 = kernel.load(%1, %8)
          %11 = core.add(%9, %10)
          %12 = core.const {value = 0.0} : f32
          %13 = core.max(%11, %12)
          kernel.store(%2, %13, %8)
          core.yield
        } {
          %14 = core.slot_get(%5)
          %15 = core.const {value = 1} : i32
          %16 = core.wrapping_add(%14, %15)
          core.slot_set(%5, %16)
          core.yield
        }
        core.return
      }
      """;

  private static final Module MODULE = VectorPrograms.read(LOOP);

  /// Runs the compiler in.
  ClassProbe() {
    long end = System.nanoTime() + WARM_NANOS;
    while (System.nanoTime() < end) {
      load();
    }
  }

  /// The median.
  double nanos(double millis) {
    double[] times = new double[MOST];
    int count = 0;
    long end = System.nanoTime() + (long) (millis * 1e6);
    while (count < LEAST || (count < MOST && System.nanoTime() < end)) {
      times[count++] = load();
    }
    Arrays.sort(times, 0, count);
    return times[count / 2];
  }

  private static double load() {
    long start = System.nanoTime();
    Objects.requireNonNull(Programs.load(MODULE, "jvm").entry("f"));
    return System.nanoTime() - start;
  }
}
