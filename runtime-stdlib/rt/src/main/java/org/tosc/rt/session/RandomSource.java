package org.tosc.rt.session;

import java.util.SplittableRandom;

/// A session's random numbers: `seed(n)` makes everything after it repeatable, on every engine and
/// platform ([SplittableRandom]'s algorithm is part of its specification).
public final class RandomSource {
  private SplittableRandom generator;
  private double spare = Double.NaN;

  public RandomSource(long seed) {
    generator = new SplittableRandom(seed);
  }

  public void seed(long seed) {
    generator = new SplittableRandom(seed);
    spare = Double.NaN;
  }

  public long nextLong() {
    return generator.nextLong();
  }

  /// Uniform in `[0, 1)`, a multiple of 2^-53.
  public double nextDouble() {
    return (generator.nextLong() >>> 11) * 0x1.0p-53;
  }

  /// Uniform from `low` to `high`, both inclusive.
  public long between(long low, long high) {
    long span = high - low + 1;
    if (span <= 0) {
      long any = generator.nextLong();
      while (any < low || any > high) {
        any = generator.nextLong();
      }
      return any;
    }
    return low + below(span);
  }

  // Rejection keeps every value equally likely.
  private long below(long bound) {
    long mask = (Long.highestOneBit(bound) << 1) - 1;
    long value = generator.nextLong() & mask;
    while (Long.compareUnsigned(value, bound) >= 0) {
      value = generator.nextLong() & mask;
    }
    return value;
  }

  /// Normally distributed with mean 0 and deviation 1 (Marsaglia's polar method, with `StrictMath`
  /// so that every platform agrees).
  public double nextGaussian() {
    if (!Double.isNaN(spare)) {
      double value = spare;
      spare = Double.NaN;
      return value;
    }
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        double scale = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * scale;
        return x * scale;
      }
    }
  }
}
