package org.tosc.backends.mlir.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a product of `f32` is cut, for AVX-512 and 2 MiB of second-level cache.
///
/// @param rows of a register tile
/// @param columns of a register tile, and of a panel
/// @param block rows whose elements stay in the second-level cache while all panels pass
/// @param depth terms that are summed up before the next block of terms; all of them, mostly
record Tiles(long rows, long columns, long block, long depth) {
  /// Register tiles, the fastest first: 16 accumulators of 16 lanes each, then fewer. Wide ones
  /// load fewer elements of the left operand; measured on a Xeon of 2023 at 1024³: 4 × 64 165
  /// GFLOP/s, 8 × 32 142.
  private static final List<List<Long>> REGISTERS =
      List.of(
          List.of(4L, 64L),
          List.of(8L, 32L),
          List.of(8L, 16L),
          List.of(4L, 32L),
          List.of(4L, 16L),
          List.of(2L, 64L),
          List.of(2L, 32L),
          List.of(2L, 16L),
          List.of(1L, 64L),
          List.of(1L, 32L),
          List.of(1L, 16L));

  /// A block of rows, in bytes: half of the cache.
  private static final long BLOCK = 1 << 20;

  /// A panel, in bytes: a quarter of the cache.
  private static final long PANEL = 512 << 10;

  /// Products below this many multiply-adds are not worth copies.
  private static final long LEAST = 1 << 15;

  /// The cut of a product; null where no tile divides it, or it is small.
  static @Nullable Tiles of(long m, long n, long k) {
    if (Math.multiplyExact(Math.multiplyExact(m, n), k) < LEAST) {
      return null;
    }
    for (List<Long> registers : REGISTERS) {
      long rows = registers.get(0);
      long columns = registers.get(1);
      if (m % rows == 0 && n % columns == 0) {
        long depth = divisor(k, 1, PANEL / (columns * Float.BYTES));
        long block = divisor(m, rows, Math.max(rows, BLOCK / (depth * Float.BYTES)));
        return new Tiles(rows, columns, block, depth);
      }
    }
    return null;
  }

  /// The largest divisor of a number that is a multiple of another and at most a third.
  private static long divisor(long of, long multiple, long most) {
    for (long parts = 1; parts <= of; parts++) {
      long size = of / parts;
      if (of % parts == 0 && size % multiple == 0 && size <= most) {
        return size;
      }
    }
    return multiple;
  }
}
