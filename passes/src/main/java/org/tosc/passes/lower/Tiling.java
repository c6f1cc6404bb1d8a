package org.tosc.passes.lower;

import org.tosc.passes.lower.Contraction.Axis;

/// How a product is cut: the register tile, and blocks that stay in caches while they are used.
///
/// The loops are those of Goto and van de Geijn ("Anatomy of High-Performance Matrix
/// Multiplication", ACM TOMS 34(3), 2008) with the roles of the operands exchanged: a panel of the
/// right operand, `depth × columns`, streams from the second-level cache, and so do the rows of the
/// left operand, of which a tile's stay in the first level.
///
/// A tile is wide, because a vector of the right operand comes from the second level as fast as it
/// is used, and long, because sums that are put aside cost two accesses each: 256³ takes 0.8 of the
/// time with tiles of 6 × 4 vectors and all 256 terms that it takes with 10 × 2 vectors and 128
/// terms, whose panels stay in the first level, and less of what a neighbour on the same core
/// disturbs.
///
/// @param rows of the register tile, at most
/// @param vectors of a row of the register tile
/// @param depth terms that are summed before the tile is put aside, at most
/// @param blockRows register tiles of one block of rows; where one panel at a time is copied
///   ([Cut.Copies#isByPanel()]), all rows are one block and each panel is another
/// @param blockColumns panels of one block of columns
/// @param packLeft whether the left operand is copied into tiles first; the model seldom does,
///   because its rows are read from a few streams that the prefetchers follow, and copies cost 10 %
///   at 512³
/// @param packRight whether the right operand is copied into panels
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

  /// Columns of a narrow panel, at most, and panels that read the left operand often.
  private static final int NARROW = 32;

  private static final int MANY_PANELS = 8;

  /// Rows of a right operand that are read side by side, and vectors of each at a time.
  private static final int STREAMS = 16;

  private static final int STREAM_VECTORS = 8;

  /// Rows of a tile that reads such an operand, at most.
  private static final int STREAM_ROWS = 6;

  /// The same two where machine code asks memory for panels ahead of time: nobody has to follow
  /// rows, and fewer tiles read a panel again. Two tiles of 8 × 3 vectors take 0.75 of the time of
  /// three of 6 × 4 (16 × 8192 × 3072).
  private static final int ASKED_STREAMS = 32;

  private static final int ASKED_ROWS = 10;

  /// Second-level caches that an operand fills which comes from memory each time: more than most
  /// cores have of the last cache. And terms of a step then.
  private static final long FAR = 16;

  private static final int FAR_DEPTH = 256;

  /// Rows that use a right operand again, from which on copying it pays.
  static final long REUSED = 20;

  /// The cut of a product that stands alone, whose operands need not be copied: tiles of their own
  /// shape where it is small, and copies of both where the left operand is large.
  static Tiling alone(Contraction product, Machine machine) {
    if (SmallTiles.fit(product, machine)) {
      return SmallTiles.best(product, machine);
    }
    Tiling plain = of(product, machine);
    if (goesByRows(product, machine)) {
      return plain.byRows(product, machine);
    }
    return plain.isLeftFar(product, machine) ? plain.packingBoth(machine) : plain;
  }

  /// Whether some rows of the result are made at a time, by all panels: these together stay in the
  /// second-level cache, and the result does not. Panel by panel, pieces of each row would go to
  /// memory at different times, and the left operand be read again for each: 3136 × 64 × 256 takes
  /// 1.12 of the time.
  static boolean goesByRows(Contraction product, Machine machine) {
    long columns = product.columns().extent();
    return machine.assembled()
        && product.window().isEmpty()
        && product.rows().extent() > REUSED
        && Float.BYTES * product.depth().extent() * columns <= machine.l2() / 4
        && Float.BYTES * product.rows().extent() * columns > machine.l2();
  }

  /// A block of rows whose left operand takes half of the first-level cache.
  private Tiling byRows(Contraction product, Machine machine) {
    int panels =
        Math.toIntExact(Math.ceilDiv(product.columns().extent(), (long) vectors * machine.lanes()));
    long tile = (long) Float.BYTES * rows * product.depth().extent();
    int tiles = Math.toIntExact(Math.max(1, machine.l1() / 2 / tile));
    return new Tiling(rows, vectors, depth, tiles, panels, false, packRight);
  }

  /// Whether rows of the left operand come from the third-level cache for each of many panels, and
  /// a panel is so narrow that few multiply-adds use what comes: 16 columns of AVX2 take 1.13 of
  /// the time at 1024³ then, 64 of AVX-512 take less than copies would. At 640³, which is 3 · 512
  /// KiB, both take the same.
  private boolean isLeftFar(Contraction product, Machine machine) {
    int width = vectors * machine.lanes();
    long left = Float.BYTES * product.rows().extent() * product.depth().extent();
    return machine.assembled()
        && packRight
        && product.window().isEmpty()
        && width <= NARROW
        && product.columns().extent() >= (long) MANY_PANELS * width
        && left > 2L * machine.l2();
  }

  /// Both operands copied: a panel takes the first-level cache, a block of rows a quarter of the
  /// second, and half of it what is put aside of a block.
  private Tiling packingBoth(Machine machine) {
    int width = vectors * machine.lanes();
    int terms = Math.max(16, machine.l1() / (Float.BYTES * width));
    int tiles = Math.max(1, machine.l2() / 4 / (Float.BYTES * terms * rows));
    int panels = Math.max(1, machine.l2() / 2 / (Float.BYTES * tiles * rows * width));
    return new Tiling(rows, vectors, terms, tiles, panels, true, true);
  }

  /// The cut that the sizes of caches and registers suggest.
  static Tiling of(Contraction product, Machine machine) {
    Axis columns = product.columns();
    boolean reused = product.rows().extent() > REUSED;
    boolean neighbours = columns.b() == 1;
    long size = product.depth().extent() * columns.extent() * 4;
    if (neighbours && !reused && size > machine.l2() && product.window().isEmpty()) {
      return streaming(product, machine);
    }
    int vectors = vectors(columns.extent(), machine.registers() < 32 ? 2 : 4, machine);
    boolean packs = reused || !(neighbours || columns.b() == 0);
    Tiling near = of(rows(vectors, machine), vectors, packs, machine);
    return isFar(product, machine) ? near.ofDepth(Math.min(near.depth, FAR_DEPTH)) : near;
  }

  /// Whether machine code copies a right operand from memory. Then a step of all panels is done
  /// before the next step: panels of a step are neighbours in rows, so that pages, and what is read
  /// ahead, are used by several, and tiles ask for the next panel while they multiply by this one.
  /// 128 × 8192 × 3072 takes 0.85 of the time that it takes panel by panel, where each panel has
  /// rows on as many pages as it has terms.
  ///
  /// With more rows than a step has terms, the sums that wait would be read and written more than
  /// the operand is read, and copying it is a small part.
  static boolean isFar(Contraction product, Machine machine) {
    return machine.assembled()
        && product.columns().b() == 1
        && product.window().isEmpty()
        && product.rows().extent() > REUSED
        && product.rows().extent() <= FAR_DEPTH
        && Float.BYTES * product.columns().extent() * product.depth().extent() > FAR * machine.l2();
  }

  private Tiling ofDepth(int depth) {
    return new Tiling(rows, vectors, depth, blockRows, blockColumns, packLeft, packRight);
  }

  /// A right operand that comes from memory is read row by row, some rows at a time, as prefetchers
  /// expect it: panel by panel each row would be another page. The sums wait in the first-level
  /// cache. One row of 8192 × 3072 takes half of the time that it takes panel by panel.
  private static Tiling streaming(Contraction product, Machine machine) {
    long all = product.rows().extent();
    boolean asks = machine.assembled() && machine.registers() >= 32;
    int highest = asks ? ASKED_ROWS : STREAM_ROWS;
    int rows = Math.toIntExact(Math.ceilDiv(all, Math.ceilDiv(all, highest)));
    int most = Math.clamp((machine.registers() - 1L) / (rows + 1), 1, STREAM_VECTORS);
    int vectors = vectors(product.columns().extent(), most, machine);
    int panels =
        Math.toIntExact(Math.ceilDiv(product.columns().extent(), (long) vectors * machine.lanes()));
    int tiles = Math.toIntExact(Math.ceilDiv(all, rows));
    return new Tiling(rows, vectors, asks ? ASKED_STREAMS : STREAMS, tiles, panels, false, false);
  }

  /// Panels of nearly one width: none is much narrower than the others.
  private static int vectors(long columns, int most, Machine machine) {
    long all = Math.ceilDiv(columns, machine.lanes());
    return Math.toIntExact(Math.ceilDiv(all, Math.ceilDiv(all, most)));
  }

  /// Registers hold the sums, a row of the panel and the elements of the left operand for one term.
  /// HotSpot's C2 loads all of these first in some functions, though one at a time would do; where
  /// they do not fit, it keeps sums in memory, and a tile of 12 × 2 vectors takes up to three times
  /// as long. It finds two of them a place in the instructions that use them. Machine code of ours
  /// has one of these elements at a time.
  private static int rows(int vectors, Machine machine) {
    if (machine.assembled()) {
      return Math.clamp((machine.registers() - 1L - vectors) / vectors, 1, MOST_ROWS);
    }
    return Math.clamp((machine.registers() + 2L - vectors) / (vectors + 1), 1, MOST_ROWS);
  }

  /// A register tile with the depth and the blocks that the sizes of caches suggest: a quarter of
  /// the second level for a panel, and for blocks of each operand and of the result. With an
  /// eighth, the sums of 1024³ are put aside once, and it takes 1.05 of the time.
  static Tiling of(int rows, int vectors, boolean packRight, Machine machine) {
    int width = vectors * machine.lanes();
    int depth = Math.max(16, machine.l2() / 4 / (4 * width));
    int block = Math.max(1, machine.l2() / 4 / (4 * rows * width));
    int blockRows = Math.clamp((long) Math.sqrt(block * (double) width / rows), 1, block);
    int blockColumns = Math.max(1, block / blockRows);
    return new Tiling(rows, vectors, depth, blockRows, blockColumns, false, packRight);
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
