package org.tosc.bench.peers;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The shortest and the median time of many samples, each long enough for the clock.
///
/// @param samples their number
/// @param peak the best rate of multiply-adds between the samples, in GFLOP/s; NaN where it was not
///   measured
public record Timing(double bestMicros, double medianMicros, int samples, double peak) {
  private static final double SAMPLE_NANOS = 100_000;
  private static final int MOST_SAMPLES = 4000;

  /// Runs for about so long, after a warm-up of a quarter of that; at least three samples.
  ///
  /// @param pace measures the peak between samples; null for no such measurement
  static Timing of(Runnable body, double millis, @Nullable Pace pace) {
    long end = System.nanoTime() + (long) (millis * 0.25e6);
    double one = Double.MAX_VALUE;
    do {
      one = Math.min(one, nanos(body, 1));
    } while (System.nanoTime() < end);
    int batch = (int) Math.clamp(SAMPLE_NANOS / Math.max(one, 1) + 1, 1, 100_000);
    double[] samples = new double[MOST_SAMPLES];
    int count = 0;
    if (pace != null) {
      pace.restart();
    }
    end = System.nanoTime() + (long) (millis * 1e6);
    while (count < 3 || (count < MOST_SAMPLES && System.nanoTime() < end)) {
      if (pace != null) {
        pace.between();
      }
      samples[count++] = nanos(body, batch) * 1e-3;
    }
    double[] sorted = Arrays.copyOf(samples, count);
    Arrays.sort(sorted);
    double peak = pace == null ? Double.NaN : pace.best();
    return new Timing(sorted[0], sorted[count / 2], count, peak);
  }

  private static double nanos(Runnable body, int batch) {
    long start = System.nanoTime();
    for (int i = 0; i < batch; i++) {
      body.run();
    }
    return (double) (System.nanoTime() - start) / batch;
  }
}
