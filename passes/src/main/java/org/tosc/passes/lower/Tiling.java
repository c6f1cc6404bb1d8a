package org.tosc.passes.lower;

import org.tosc.passes.lower.Contraction.Axis;

/// How a product is cut: the register tile, and blocks that stay in caches while they are used.
///
/// The loops are those of Goto and van de Geijn ("Anatomy of High-Performance Matrix
/// Multiplication", ACM TOMS 34(3), 2008) with the roles of the operands exchanged: a panel of the
/// right operand, `depth × columns`, stays in half of the first-level cache, and blocks of rows of
/// the left operand stream past it from the second level.
///
/// Registers hold the sums, a row of the panel and the elements of the left operand for one term.
/// HotSpot's C2 loads all of these first in some functions, though one at a time would do; where
/// they do not fit, it keeps sums in memory, and a tile of 12 × 2 vectors takes up to three times
/// as long. One of 10 × 2 always fits.
///
/// @param rows of the register tile, at most
/// @param vectors of a row of the register tile
/// @param depth terms that are summed before the tile is put aside, at most
/// @param blockRows register tiles of one block of rows
/// @param blockColumns panels of one block of columns
/// @param packLeft whether the left operand is copied into tiles first; the model never does,
///   because its rows are read from a few streams that the prefetchers follow, and copies cost 10 %
///   at 512³
/// @param packRight whether the right operand is copied into panels first
public record Tiling(
    int rows,
    int vectors,
    int depth,
    int blockRows,
    int blockColumns,
    boolean packLeft,
    boolean packRight) {
  /// Bytes of a block of rows that are made and used again.
  private static final long ROWS_IN_CACHE = 128 << 10;

  /// Rows of a tile that is one vector wide, at most: with more, little would be left for each
  /// element of the left operand to do.
  private static final int MOST_ROWS = 12;

  /// The cut that the sizes of caches and registers suggest.
  static Tiling of(Contraction product, Machine machine) {
    Axis columns = product.columns();
    int vectors = columns.extent() <= machine.lanes() ? 1 : 2;
    int rows = Math.min(MOST_ROWS, (machine.registers() - vectors) / (vectors + 1));
    boolean reused = product.rows().extent() > 2L * rows;
    boolean neighbours = columns.b() == 1 || columns.b() == 0;
    return of(rows, vectors, reused || !neighbours, product, machine);
  }

  /// A register tile with the depth and the blocks that the sizes of caches suggest.
  static Tiling of(int rows, int vectors, boolean packRight, Contraction product, Machine machine) {
    int width = vectors * machine.lanes();
    int depth = depth(product.depth().extent(), Math.max(16, machine.l1() / 2 / (4 * width)));
    int block = Math.max(1, machine.l2() / 4 / (4 * rows * width));
    int blockRows = Math.clamp((long) Math.sqrt(block * (double) width / rows), 1, block);
    int blockColumns = Math.max(1, block / blockRows);
    return new Tiling(rows, vectors, depth, blockRows, blockColumns, false, packRight);
  }

  /// Long sums take twice as many terms at a time: their panels come from the second-level cache,
  /// which costs less than putting sums aside more often (512³: 0.9 of the time).
  private static int depth(long terms, int inCache) {
    return terms > 2L * inCache ? 2 * inCache : inCache;
  }

  /// The same, with the right operand copied.
  Tiling packingRight() {
    return new Tiling(rows, vectors, depth, blockRows, blockColumns, packLeft, true);
  }

  /// How many rows of a product of `columns` are made before they are used: some register tiles, as
  /// long as they and what is made of them stay in the second-level cache. All blocks together are
  /// little more than `all` rows.
  long height(long all, long columns) {
    long tiles = Math.clamp(ROWS_IN_CACHE / (4 * columns * rows), 1, 4);
    long blocks = Math.ceilDiv(all, tiles * rows);
    return Math.ceilDiv(all, blocks);
  }
}
