package org.tosc.models.hostile;

import java.util.LinkedHashSet;
import java.util.Set;

/// Numbers at the edges of what sizes, counts and offsets can be.
final class Awkward {
  private static final long[] AROUND = {
    0,
    4,
    8,
    32,
    63,
    64,
    127,
    128,
    255,
    256,
    32_768,
    65_535,
    65_536,
    1 << 18,
    1L << 24,
    100_000_000,
    1L << 30,
    1L << 31,
    1L << 32,
    1L << 58,
    1L << 59,
    1L << 60,
    1L << 61,
    1L << 62,
    1L << 63
  };

  private static final long[] WRAPPING = {-4, -8, -16, -31, -32, -33, -64, -128};

  private Awkward() {}

  /// Each with its neighbours, around 0, powers of two, the file's size and what is there now.
  ///
  /// @param size of the file
  /// @param at where the number stands
  static long[] numbers(long size, long at, long now) {
    Set<Long> out = new LinkedHashSet<>();
    for (long centre : AROUND) {
      addAround(out, centre);
    }
    for (long negative : WRAPPING) {
      out.add(negative);
    }
    for (long centre : new long[] {size, size - at, now, 2 * now, now / 2}) {
      addAround(out, centre);
    }
    for (int each : new int[] {2, 4, 8, 14, 25, 34}) { // bytes of elements, entries, blocks
      addAround(out, (size - at) / each);
    }
    return out.stream().mapToLong(Long::longValue).toArray();
  }

  private static void addAround(Set<Long> out, long centre) {
    out.add(centre - 1);
    out.add(centre);
    out.add(centre + 1);
  }
}
