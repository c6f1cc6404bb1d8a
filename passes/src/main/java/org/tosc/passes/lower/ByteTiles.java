package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.passes.lower.Contraction.Axis;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Writes a product of few rows with rows of blocks, `c[m, n] = Σ_k a[m, k] · b[n, k]`, by dot
/// products of bytes: the left rows as [ByteRows], once for each call, the blocks' integers as they
/// lie in memory.
///
/// ```text
/// for batches:
///   the bytes of the left rows                              [RowBytes]
///   for columns, shared by threads:
///     for tiles of rows, which find these weights in the cache:
///       rows inner products
/// ```
///
/// Rows in blocks, of whole groups, are written by [FoldedTiles] and [BytePanels] instead.
final class ByteTiles implements TileGrid.Body {
  /// With more rows of numbers weights are better unpacked as `f32`: a row takes 12 instructions
  /// for 128 weights of `q4_0` and 10 for 64 of `q8_0`, where `f32` needs 8 and 4 besides
  /// unpacking.
  private static final Map<Scalar, Long> MOST_ROWS = Map.of(Scalar.Q4_0, 6L, Scalar.Q8_0, 2L);

  private static final int MOST_TILE_ROWS = 4;

  /// Rows of blocks that are read side by side, where the sums of several left rows take registers.
  private static final int FEW_COLUMNS = 2;

  /// The same for one left row. Memory is asked for one tile ahead, in the order in which it is
  /// used: with 2 columns, and 8192 bytes ahead, weights that come from memory took 1.2 of the
  /// time.
  private static final int MANY_COLUMNS = 6;

  private final Contraction product;
  private final Parts parts;
  private final ByteRows left;
  private final int height;
  private final int width;
  private final RowBytes bytes;

  private ByteTiles(Contraction product, Parts parts) {
    this.product = product;
    this.parts = parts;
    this.left = ByteRows.of(Held.of(product), parts.machine().lanes(), product.depth().extent());
    long rows = product.rows().extent();
    this.height = Math.toIntExact(Math.ceilDiv(rows, Math.ceilDiv(rows, MOST_TILE_ROWS)));
    this.width = height > 1 ? FEW_COLUMNS : MANY_COLUMNS;
    this.bytes = RowBytes.of(product, left, parts);
  }

  /// Whether a product is such a one.
  static boolean fit(Contraction product, Machine machine) {
    Axis depth = product.depth();
    Held held = Held.of(product);
    Scalar weights = held.right();
    boolean isPacked = held.left() == Scalar.Q8_0;
    return machine.dots()
        && (isPacked || product.rows().extent() <= MOST_ROWS.getOrDefault(weights, 0L))
        && ByteGroups.fit(weights, machine.lanes())
        && product.window().isEmpty()
        && depth.a() == 1
        && depth.b() == 1
        && depth.extent() % weights.blockSize() == 0
        && product.columns().b() % weights.blockSize() == 0
        && new ByteGroups(weights, machine.lanes(), depth.extent()).count() > 0;
  }

  /// Writes the product, but not what follows it.
  static void write(Contraction product, Parts parts) {
    long terms = product.depth().extent();
    ByteRows rows = ByteRows.of(Held.of(product), parts.machine().lanes(), terms);
    if (rows instanceof PackedRows packed && packed.groups().terms() == terms) {
      if (BytePanels.fit(product, packed.groups())) {
        BytePanels.write(product, packed.groups(), parts);
      } else {
        FoldedTiles.write(product, packed, parts);
      }
      return;
    }
    ByteTiles tiles = new ByteTiles(product, parts);
    TileGrid grid = new TileGrid(product, parts, tiles.height, tiles.width);
    parts.phase(share -> grid.write(share, tiles));
  }

  @Override
  public void begin(Batch batch) {
    bytes.write(parts, batch);
  }

  @Override
  public void tile(Batch batch, Value i, Value j, int rows, int columns) {
    Writer w = parts.writer();
    Tile tile =
        new Tile(
            rows,
            columns,
            product.rows().a(),
            product.columns().b(),
            product.rows().c(),
            width * product.columns().b(),
            left);
    Value first = w.times(i, height);
    List<Value> arguments =
        new ArrayList<>(
            List.of(
                parts.buffer(product.a().buffer()),
                w.moved(batch.left(), first, product.rows().a()),
                parts.buffer(product.b().buffer()),
                w.moved(batch.right(), j, width * product.columns().b()),
                parts.here(bytes.bytes()),
                parts.here(bytes.excess()),
                parts.here(bytes.scales()),
                first,
                parts.buffer(product.c().buffer()),
                w.moved(w.moved(batch.out(), first, product.rows().c()), j, width)));
    if (bytes.wide() != null) {
      arguments.add(parts.here(bytes.wide()));
    }
    w.call(parts.part(tile.name(), tile::write), arguments);
  }

  /// Inner products of some rows with some rows of blocks.
  ///
  /// @param across the step from row to row of the left operand
  /// @param right that of the right operand, from column to column
  /// @param out that of the result, from row to row
  /// @param ahead how many elements ahead memory is asked for the right operand
  private record Tile(
      int rows, int columns, long across, long right, long out, long ahead, ByteRows left) {
    String name() {
      return "tile%dx%d.l%d.r%d.o%d.%s".formatted(rows, columns, across, right, out, left.name());
    }

    /// Buffers and positions of the function's parameters.
    private record Operands(
        Value left,
        Value from,
        Value right,
        Value turned,
        Value bytes,
        Value excess,
        Value scales,
        Value first) {
      static Operands parameters(Writer w, ByteRows left) {
        return new Operands(
            w.buffer(left.held()),
            w.position(),
            w.buffer(left.groups().weights()),
            w.position(),
            w.buffer(left.unit()),
            w.buffer(Scalar.I32),
            w.buffer(),
            w.position());
      }
    }

    /// The function `(left, at, right, at, bytes, excess, scales, row, out, at)` and, where blocks
    /// may be wide, `(…, wide)`.
    Function write(Writer w) {
      Operands of = Operands.parameters(w, left);
      Value c = w.buffer();
      Value to = w.position();
      Value wide = left.wide() > 0 ? w.buffer(Scalar.I32) : null;
      ByteGroups groups = left.groups();
      List<Value> sums = new ArrayList<>();
      for (int s = 0; s < rows * columns; s++) {
        sums.add(w.slot(w.vector(), w.splat(w.number(0))));
      }
      w.loop(groups.count(), g -> group(w, of, sums, g));
      for (int r = 0; r < rows; r++) {
        for (long k = groups.terms(); k < groups.all(); k += groups.block()) {
          plain(w, of, sums, r, w.whole(k));
        }
        if (wide != null) {
          wide(w, of, wide, sums, r);
        }
      }
      for (int s = 0; s < sums.size(); s++) {
        Value at = w.plus(to, s / columns * out + s % columns);
        w.store(c, w.op(CoreOp.REDUCE_ADD, w.get(sums.get(s))), at);
      }
      return w.finish(Parts.sample(List.of(0L, 0L, 0L, 0L)));
    }

    private Value place(Writer w, Operands of, int r, long size) {
      return w.plus(w.times(of.first, size), r * size);
    }

    /// What a column has of a group.
    private record Column(List<Value> weights, Value scale) {}

    /// What a row has of a group: for each chain its digits' halves and what they count too much.
    private record Row(List<List<List<Value>>> chains, List<Value> excess, Value scale) {}

    /// A column is read when the first row needs it: with one row, registers hold one column.
    private void group(Writer w, Operands of, List<Value> sums, Value g) {
      List<Column> read = new ArrayList<>();
      for (int r = 0; r < rows; r++) {
        Row row = row(w, of, g, r);
        for (int c = 0; c < columns; c++) {
          if (r == 0) {
            read.add(column(w, of, g, c));
          }
          Column column = read.get(c);
          Value sum = sums.get(r * columns + c);
          Value both = w.op(CoreOp.MUL, column.scale, row.scale);
          w.set(sum, w.op(CoreOp.FMA, products(w, row, column.weights), both, w.get(sum)));
        }
      }
    }

    private Column column(Writer w, Operands of, Value g, int c) {
      Value at = w.plus(w.plus(of.turned, c * right), w.times(g, left.groups().group()));
      return new Column(
          left.groups().integers(w, w.bytesAhead(of.right, at, ahead)), w.scales(of.right, at));
    }

    private Row row(Writer w, Operands of, Value g, int r) {
      Value from = w.plus(place(w, of, r, left.units()), w.times(g, left.unitsOfGroup()));
      long all = left.chains().size();
      Value excess = w.plus(place(w, of, r, left.excesses()), w.times(g, all * w.lanes()));
      List<List<List<Value>>> chains = new ArrayList<>();
      List<Value> more = new ArrayList<>();
      for (List<Integer> digits : left.chains()) {
        more.add(w.loadWords(of.excess, w.plus(excess, (long) chains.size() * w.lanes())));
        chains.add(
            digits.stream()
                .map(digit -> bytes(w, of.bytes, w.plus(from, left.place(digit, 0))))
                .toList());
      }
      Value at = w.plus(place(w, of, r, left.scales()), w.times(g, w.lanes()));
      return new Row(chains, more, w.load(of.scales, at, null));
    }

    /// The sum of a group's products, chain by chain, the highest digits first.
    private Value products(Writer w, Row row, List<Value> weights) {
      Value all = null;
      for (int c = 0; c < row.chains.size(); c++) {
        Value sum = w.floats(chain(w, weights, row.chains.get(c), row.excess.get(c)));
        double up = 1 << (Byte.SIZE * row.chains.get(c).size());
        all = all == null ? sum : w.op(CoreOp.FMA, all, w.splat(w.number(up)), sum);
      }
      return Objects.requireNonNull(all);
    }

    private List<Value> bytes(Writer w, Value buffer, Value from) {
      List<Value> halves = new ArrayList<>();
      for (int half = 0; half < left.groups().halves(); half++) {
        halves.add(left.bytes(w, buffer, w.plus(from, left.place(0, half))));
      }
      return halves;
    }

    /// The products with some digits, the highest first. The lowest do not wait for the others.
    private static Value chain(
        Writer w, List<Value> weights, List<List<Value>> bytes, Value excess) {
      Value higher = w.words(0);
      for (List<Value> digit : bytes.subList(0, bytes.size() - 1)) {
        higher = w.op(CoreOp.WRAPPING_SHL, dots(w, weights, digit, higher), w.words(Byte.SIZE));
      }
      Value sum = dots(w, weights, bytes.getLast(), excess);
      return bytes.size() == 1 ? sum : w.op(CoreOp.WRAPPING_ADD, higher, sum);
    }

    private static Value dots(Writer w, List<Value> weights, List<Value> digit, Value first) {
      Value sum = first;
      for (int half = 0; half < weights.size(); half++) {
        sum = w.op(CoreOp.DOT4, sum, weights.get(half), digit.get(half));
      }
      return sum;
    }

    /// Adds the products of the blocks that have no digits.
    private void wide(Writer w, Operands of, Value wide, List<Value> sums, int r) {
      Value list = place(w, of, r, RowBytes.listed(left));
      w.loop(
          w.whole(0),
          w.loadWhole(wide, list),
          1,
          i -> plain(w, of, sums, r, w.loadWhole(wide, w.plus(w.plus(list, i), 1))));
    }

    /// Adds the products of a block as `f32`.
    private void plain(Writer w, Operands of, List<Value> sums, int r, Value k) {
      Value from = w.plus(w.plus(of.from, r * across), k);
      for (int v = 0; v < left.groups().block(); v += w.lanes()) {
        Value x = w.load(of.left, from, (long) v);
        for (int column = 0; column < columns; column++) {
          Value sum = sums.get(r * columns + column);
          Value y = w.load(of.right, w.plus(w.plus(of.turned, k), column * right), (long) v);
          w.set(sum, w.op(CoreOp.FMA, x, y, w.get(sum)));
        }
      }
    }
  }
}
