package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Writes a product of few rows in blocks ([PackedRows]) with rows of blocks, where rows are whole
/// groups ([ByteGroups]): as [ByteTiles] does, but the sums of a block are added up as integers,
/// those of four columns side by side, before they are turned into `f32` and multiplied with both
/// scales.
///
/// ```text
/// lane 4q + i:  Σ over the blocks b of quad q  float(Σ_k x[b, k] · w[i, b, k]) · (scale of x · scale of w)
/// ```
///
/// Each product is rounded in the same places and in the same order whatever the other rows and
/// columns are: [BytePanels], for many rows, gives the same bits.
///
/// A tile's columns are far from each other: the first of each of as many equal ranges, then the
/// second of each, and so on. So memory is read as a few streams, each in order, which prefetchers
/// follow; they see neighbouring rows, several to a page, as no stream. One row by 131072x3072 of
/// `q4_0` takes 0.79 of the time that it takes with neighbours side by side.
final class FoldedTiles implements TileGrid.Body {
  private static final int MOST_TILE_ROWS = 4;

  /// Columns of a tile of one row: streams of memory.
  private static final int MANY_COLUMNS = 2 * Quads.SIZE;

  /// How far ahead a stream is asked for. Streams may be a multiple of a page apart, so that all of
  /// them are in the same few sets of the first-level cache.
  private static final long AHEAD_BYTES = 2048;

  private final Contraction product;
  private final Parts parts;
  private final PackedRows left;
  private final int height;
  private final int width;
  private final RowBytes bytes;

  /// The sums of a tile's row before they go where they belong.
  private final Value found;

  private FoldedTiles(Contraction product, PackedRows left, Parts parts) {
    this.product = product;
    this.parts = parts;
    this.left = left;
    long rows = product.rows().extent();
    this.height = Math.toIntExact(Math.ceilDiv(rows, Math.ceilDiv(rows, MOST_TILE_ROWS)));
    this.width = height > 1 ? Quads.SIZE : MANY_COLUMNS;
    this.bytes = RowBytes.of(product, left, parts);
    this.found = parts.own((long) width / Quads.SIZE * left.groups().lanes());
  }

  /// Writes the product, but not what follows it.
  static void write(Contraction product, PackedRows left, Parts parts) {
    FoldedTiles tiles = new FoldedTiles(product, left, parts);
    TileGrid grid = new TileGrid(product, parts, tiles.height, tiles.width);
    Parts.Pieces piece =
        new Parts.Pieces(
            Set.of(product.a().buffer(), product.b().buffer()), Set.of(product.c().buffer()));
    parts.phase(piece, share -> grid.write(share, tiles));
  }

  @Override
  public void begin(Batch batch) {
    bytes.write(parts, batch);
  }

  @Override
  public void tile(Batch batch, Value i, Value j, int rows, int columns) {
    Writer w = parts.writer();
    long streams = product.columns().extent() / width;
    boolean isWhole = columns == width;
    Value column = isWhole ? j : w.whole(streams * width);
    long apart = isWhole ? streams : 1;
    long right = product.columns().b();
    Tile tile = new Tile(rows, columns, apart * right, product.rows().c(), apart, left);
    Value first = w.times(i, height);
    w.call(
        parts.part(tile.name(), tile::write),
        List.of(
            parts.buffer(product.b().buffer()),
            w.moved(batch.right(), column, right),
            parts.here(bytes.bytes()),
            parts.here(bytes.excess()),
            parts.here(bytes.scales()),
            first,
            parts.here(found),
            parts.buffer(product.c().buffer()),
            w.plus(w.moved(batch.out(), first, product.rows().c()), column)));
  }

  /// Inner products of some rows with some rows of blocks.
  ///
  /// @param right the step of the right operand, from column to column
  /// @param out that of the result, from row to row
  /// @param apart the same from column to column
  private record Tile(int rows, int columns, long right, long out, long apart, PackedRows left) {
    String name() {
      return "folded%dx%d.r%d.o%d.a%d.%s".formatted(rows, columns, right, out, apart, left.name());
    }

    /// Buffers and positions of the function's first parameters.
    private record Operands(
        Value right, Value turned, Value bytes, Value excess, Value scales, Value first) {}

    /// The function `(right, at, bytes, excess, scales, row, found, out, at)`.
    Function write(Writer w) {
      ByteGroups groups = left.groups();
      Operands of =
          new Operands(
              w.buffer(groups.weights()),
              w.position(),
              w.buffer(left.unit()),
              w.buffer(Scalar.I32),
              w.buffer(),
              w.position());
      Value found = w.buffer();
      Value c = w.buffer();
      Value to = w.position();
      List<Value> sums = new ArrayList<>();
      for (int s = 0; s < rows * fours(); s++) {
        sums.add(w.slot(w.vector(), w.splat(w.number(0))));
      }
      w.loop(groups.count(), g -> group(w, of, sums, g));
      for (int r = 0; r < rows; r++) {
        row(w, sums.subList(r * fours(), (r + 1) * fours()), found, c, w.plus(to, r * out));
      }
      return w.finish(Parts.sample(List.of(0L, 0L, 0L)));
    }

    /// Adds up the blocks of a row's groups and writes its results.
    private void row(Writer w, List<Value> sums, Value found, Value c, Value to) {
      Quads quads = new Quads(w);
      for (int four = 0; four < fours(); four++) {
        Value sum = w.get(sums.get(four));
        for (int step = left.groups().quads(); step < w.lanes() / Quads.SIZE; step *= 2) {
          sum = quads.addedAcross(sum, step, CoreOp.ADD);
        }
        w.store(found, sum, w.whole((long) four * w.lanes()), null);
      }
      for (int column = 0; column < columns; column++) {
        long at = (long) column / Quads.SIZE * w.lanes() + column % Quads.SIZE;
        w.store(c, w.load(found, w.whole(at)), w.plus(to, column * apart));
      }
    }

    /// Four columns each; what the last lacks is its last one again.
    private int fours() {
      return Math.ceilDiv(columns, Quads.SIZE);
    }

    /// What four columns have of a group: the integers of each, and the scales of all.
    private record Columns(List<List<Value>> weights, Value scales) {}

    /// What a row has of a group: its bytes, what they count too much, and its scales.
    private record Row(List<Value> bytes, Value excess, Value scale) {}

    private void group(Writer w, Operands of, List<Value> sums, Value g) {
      List<Row> read = new ArrayList<>();
      for (int four = 0; four < fours(); four++) {
        Columns some = columns(w, of, g, four);
        for (int r = 0; r < rows; r++) {
          if (four == 0) {
            read.add(row(w, of, g, r));
          }
          Value sum = sums.get(r * fours() + four);
          Value both = w.op(CoreOp.MUL, some.scales, read.get(r).scale);
          Value products = w.floats(products(w, read.get(r), some));
          w.set(sum, w.op(CoreOp.FMA, products, both, w.get(sum)));
        }
      }
    }

    private Columns columns(Writer w, Operands of, Value g, int four) {
      ByteGroups groups = left.groups();
      int column = four * Quads.SIZE;
      int some = Math.min(Quads.SIZE, columns - column);
      long ahead = AHEAD_BYTES / groups.bytes() * groups.group();
      Value first = w.plus(w.plus(of.turned, column * right), w.times(g, groups.group()));
      List<List<Value>> weights = new ArrayList<>();
      for (int c = 0; c < Quads.SIZE; c++) {
        weights.add(
            c < some
                ? groups.integers(w, w.bytesAhead(of.right, w.plus(first, c * right), ahead))
                : weights.getLast());
      }
      return new Columns(weights, groups.scales(w, of.right, first, right, some));
    }

    private Row row(Writer w, Operands of, Value g, int r) {
      Value from = w.plus(place(w, of, r, left.units()), w.times(g, left.unitsOfGroup()));
      List<Value> bytes = new ArrayList<>();
      for (int half = 0; half < left.groups().halves(); half++) {
        bytes.add(left.bytes(w, of.bytes, w.plus(from, left.place(0, half))));
      }
      Value excess = w.plus(place(w, of, r, left.excesses()), w.times(g, w.lanes()));
      Value scale = w.plus(place(w, of, r, left.scales()), w.times(g, w.lanes()));
      return new Row(bytes, w.loadWords(of.excess, excess), w.load(of.scales, scale, null));
    }

    private Value place(Writer w, Operands of, int r, long size) {
      return w.plus(w.times(of.first, size), r * size);
    }

    /// The sums of four columns' blocks.
    private Value products(Writer w, Row row, Columns some) {
      List<Value> four = new ArrayList<>();
      for (List<Value> weights : some.weights) {
        Value sum = row.excess;
        for (int half = 0; half < weights.size(); half++) {
          sum = w.op(CoreOp.DOT4, sum, weights.get(half), row.bytes.get(half));
        }
        four.add(sum);
      }
      Quads quads = new Quads(w);
      Value sums = quads.sums(four);
      for (int step = 1; step < left.groups().quads(); step *= 2) {
        sums = quads.addedAcross(sums, step, CoreOp.WRAPPING_ADD);
      }
      return sums;
    }
  }
}
