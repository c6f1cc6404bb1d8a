package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How near numbers of an engine are to those of loops over `double`.
final class Agreement {
  /// How far a logit, or a number of a row, may be from the reference where weights and activations
  /// are `f32`: logits and rows here are below 16. A sum of 56 products of `f32` is off by at most
  /// `56 · 2^-24 · Σ|terms|`, 3e-6 of its terms; norms keep what goes from layer to layer near 1.
  /// The most that was measured is 7.6e-6.
  static final double BOUND = 2e-5;

  /// The same where the reference rounds keys and values to `f16`, too, as the cache does. A few of
  /// thousands lie so near the middle of two steps that `f32` and `double` round them to different
  /// ones, and each such moves a score by a step, `2^-11` of a feature's product. The most that was
  /// measured is 3.1e-4; without rounding, the reference is off by up to 1.2e-3.
  static final double CACHED = 1e-3;

  /// The same for prompts in which none does.
  static final double NEAR = 1e-4;

  private Agreement() {}

  static void require(double[] expected, float[] found) {
    require(expected, found, BOUND);
  }

  static void require(double[] expected, float[] found, double bound) {
    assertEquals(expected.length, found.length);
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected[i], found[i], bound, "number " + i);
    }
  }

  /// The largest difference.
  static double most(double[] expected, float[] found) {
    return IntStream.range(0, found.length)
        .mapToDouble(i -> Math.abs(found[i] - expected[i]))
        .max()
        .orElseThrow();
  }

  /// The root mean square of the differences, as a part of that of what was expected.
  static double relative(double[] expected, float[] found) {
    assertEquals(expected.length, found.length);
    double error = 0;
    double all = 0;
    for (int i = 0; i < found.length; i++) {
      error += (found[i] - expected[i]) * (found[i] - expected[i]);
      all += expected[i] * expected[i];
    }
    assertTrue(all > 0);
    return Math.sqrt(error / all);
  }

  static int[] text(TinyModel model, int length) {
    return new SplittableRandom(length).ints(length, 0, model.sizes().vocabulary()).toArray();
  }

  /// The largest.
  static int top(float[] logits) {
    int top = 0;
    for (int i = 1; i < logits.length; i++) {
      top = logits[i] > logits[top] ? i : top;
    }
    return top;
  }
}
