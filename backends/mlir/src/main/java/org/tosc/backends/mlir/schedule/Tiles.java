package org.tosc.backends.mlir.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a product of `f32` is cut, for AVX-512 and 2 MiB of second-level cache. All sizes divide
/// what they cut; rows that are left over are a part of their own.
///
/// @param rows of a register tile
/// @param rest rows that are left over, which are one register tile; 0 for none
/// @param columns of a register tile, and of a panel
/// @param block rows whose elements stay in the second-level cache while all panels pass
/// @param depth terms that are summed up before the next block of terms; all of them, mostly
record Tiles(long rows, long rest, long columns, long block, long depth) {
  /// Columns, and rows that go with them, the fastest first: 24 accumulators of 16 lanes and a
  /// vector for each 16 columns leave a few of 32 registers. Wide tiles load fewer elements of the
  /// left operand. Measured on a Xeon of 2023 at 1024³: 6 × 64 162 GFLOP/s, 4 × 64 153, 8 × 32 142.
  private record Registers(long columns, List<Long> rows) {}

  private static final List<Registers> REGISTERS =
      List.of(
          new Registers(64, List.of(6L, 5L, 4L, 3L, 2L)),
          new Registers(32, List.of(12L, 10L, 8L, 6L, 4L, 3L, 2L)),
          new Registers(16, List.of(12L, 8L, 6L, 4L, 3L, 2L)));

  /// A block of rows, in bytes.
  private static final long BLOCK = 2 << 20;

  /// A panel, in bytes: a quarter of the cache.
  private static final long PANEL = 512 << 10;

  /// Products below this many multiply-adds are not worth copies.
  private static final long LEAST = 1 << 15;

  /// The cut of a product; null where no tile fits, or it is small.
  static @Nullable Tiles of(long m, long n, long k) {
    if (Math.multiplyExact(Math.multiplyExact(m, n), k) < LEAST) {
      return null;
    }
    for (Registers registers : REGISTERS) {
      for (long rows : registers.rows()) {
        // One row alone would be no contraction any more.
        boolean fits = m >= rows && m % rows != 1 && n % registers.columns() == 0;
        if (fits) {
          return of(m, k, rows, registers.columns());
        }
      }
    }
    return null;
  }

  private static Tiles of(long m, long k, long rows, long columns) {
    long depth = divisor(k, PANEL / (columns * Float.BYTES));
    long tiles = divisor(m / rows, BLOCK / (depth * Float.BYTES * rows));
    return new Tiles(rows, m % rows, columns, tiles * rows, depth);
  }

  /// The largest divisor of a number that is at most another; 1 at least.
  private static long divisor(long of, long most) {
    long parts = 1;
    while (parts < of && (of % parts != 0 || of / parts > most)) {
      parts++;
    }
    return of / parts;
  }
}
