package org.tosc.models.mapped;

/// Sums and products of sizes that a file claims. What would pass 2^63 - 1, and what comes of a
/// negative size, is [#HUGE], which is more than any file has: so a size that wrapped around cannot
/// look like a small one, and one comparison with the bytes that are there refuses both.
public final class Size {
  /// More than any file has.
  public static final long HUGE = Long.MAX_VALUE;

  private Size() {}

  /// `a · b`.
  public static long times(long a, long b) {
    if (a < 0 || b < 0) {
      return HUGE;
    }
    return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : HUGE;
  }

  /// `a + b`.
  public static long plus(long a, long b) {
    return a < 0 || b < 0 || a > HUGE - b ? HUGE : a + b;
  }

  /// The product of extents; 1 where there are none.
  public static long of(long[] extents) {
    long size = 1;
    for (long extent : extents) {
      size = times(size, extent);
    }
    return size;
  }

  /// The next multiple of `unit`, which is a power of two.
  public static long padded(long size, long unit) {
    long sum = plus(size, unit - 1);
    return sum == HUGE ? HUGE : sum & -unit;
  }
}
