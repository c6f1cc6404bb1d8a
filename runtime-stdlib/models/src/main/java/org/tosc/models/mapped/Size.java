package org.tosc.models.mapped;

/// Sums and products of sizes that a file claims. What would pass 2^63 - 1, and what comes of a
/// negative size, is [#HUGE], which is more than any file has: so a size that wrapped around cannot
/// look like a small one, and one comparison with the bytes that are there refuses both.
public final class Size {
  /// More than any file has.
  public static final long HUGE = Long.MAX_VALUE;

  private Size() {}

  /// `a · b`. What is huge stays so, even times 0.
  public static long times(long a, long b) {
    if (a < 0 || b < 0 || a == HUGE || b == HUGE) {
      return HUGE;
    }
    return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : HUGE;
  }

  /// `a + b`.
  public static long plus(long a, long b) {
    return a < 0 || b < 0 || a > HUGE - b ? HUGE : a + b;
  }

  /// The product of extents; 1 where there are none. It is huge, too, where one of them is 0 and
  /// the others are too many: nobody who goes through a shape is to meet a product that wraps
  /// around.
  public static long of(long[] extents) {
    long size = 1;
    boolean isEmpty = false;
    for (long extent : extents) {
      isEmpty |= extent == 0;
      size = times(size, extent == 0 ? 1 : extent);
    }
    return isEmpty && size != HUGE ? 0 : size;
  }

  /// The next multiple of `unit`, which is a power of two.
  public static long padded(long size, long unit) {
    long sum = plus(size, unit - 1);
    return sum == HUGE ? HUGE : sum & -unit;
  }
}
