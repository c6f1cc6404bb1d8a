package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.Contraction.Axis;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Writes a product of few rows with an operand that lies the other way round, `c[m, n] = Σ_k a[m,
/// k] · b[n, k]`: linear layers as most files have their weights, one or a few tokens at a time.
///
/// Both operands have their terms side by side, so the sums of a tile are vectors of partial sums,
/// added across at the end, and nothing is copied: turning the weights over would take longer than
/// the product.
///
/// ```text
/// for batches:
///   for tiles of columns, shared by threads:
///     for tiles of rows, which find these weights in the cache:
///       rows × columns inner products
/// ```
///
/// Weights in fewer bits than `f32` are widened where they are read or, for several tiles of rows,
/// once before.
final class DotTiles implements TileGrid.Body {
  /// Rows that use the right operand again, at most: from there on turning it over pays.
  private static final long MOST_ROWS = 32;

  /// Terms for each of the rows, at least: turning over takes 1.2 cycles a term, an addition across
  /// a vector takes 8.
  private static final long TERMS_A_ROW = 8;

  /// Columns of a tile: rows of the weights that are read side by side.
  private static final int COLUMNS = 4;

  private static final int MOST_TILE_ROWS = 6;

  private final Contraction product;
  private final Parts parts;
  private final int height;
  private final Held held;
  private final Value partial;

  /// How many elements ahead memory is asked for the weights ([Ahead]); 0 where they are read
  /// several times.
  private final long ahead;

  /// The weights of a tile of columns, widened; null where tiles read them as they are.
  private final @Nullable Value wide;

  private DotTiles(Contraction product, Parts parts) {
    Machine machine = parts.machine();
    this.product = product;
    this.parts = parts;
    // A tile's sums, a vector of each of its columns and one of a row are in registers.
    int most = Math.clamp((machine.registers() - COLUMNS - 2L) / COLUMNS, 1, MOST_TILE_ROWS);
    long rows = product.rows().extent();
    this.height = Math.toIntExact(Math.ceilDiv(rows, Math.ceilDiv(rows, most)));
    this.partial = parts.own((long) height * COLUMNS * machine.lanes());
    Held held = Held.of(product);
    boolean widens = held.right() != Scalar.F32 && rows > height;
    this.wide = widens ? parts.own(COLUMNS * product.depth().extent()) : null;
    this.held = widens ? held.rightCopied() : held;
    long tile = COLUMNS * product.columns().b();
    this.ahead = rows <= height ? Ahead.of(product, held.right(), tile, machine) : 0;
  }

  /// Whether a product is such a one.
  static boolean fit(Contraction product, Machine machine) {
    Axis depth = product.depth();
    long rows = product.rows().extent();
    return rows <= Math.min(MOST_ROWS, depth.extent() / TERMS_A_ROW)
        && product.columns().b() > 1
        && product.window().isEmpty()
        && depth.a() == 1
        && depth.b() == 1
        && depth.extent() >= machine.lanes();
  }

  /// Writes the product, but not what follows it.
  static void write(Contraction product, Parts parts) {
    DotTiles tiles = new DotTiles(product, parts);
    TileGrid grid = new TileGrid(product, parts, tiles.height, COLUMNS);
    parts.phase(share -> grid.write(share, tiles));
  }

  /// Widens the columns' weights.
  @Override
  public void columns(Batch batch, Value j, int columns) {
    if (wide == null) {
      return;
    }
    Writer w = parts.writer();
    Value from = w.moved(batch.right(), j, COLUMNS * product.columns().b());
    new Widened(columns, product.columns().b(), product.depth().extent(), Held.of(product).right())
        .write(parts, product.b().buffer(), from, wide);
  }

  @Override
  public void tile(Batch batch, Value i, Value j, int rows, int columns) {
    Writer w = parts.writer();
    long across = wide == null ? product.columns().b() : product.depth().extent();
    Tile tile =
        new Tile(
            rows,
            columns,
            product.rows().a(),
            across,
            product.depth().extent() % w.lanes(),
            ahead,
            held);
    Value left = w.moved(batch.left(), i, height * product.rows().a());
    Value right =
        wide == null ? w.moved(batch.right(), j, COLUMNS * product.columns().b()) : w.whole(0);
    Value weights = wide == null ? parts.buffer(product.b().buffer()) : parts.here(wide);
    long whole = product.depth().extent() - tile.rest();
    w.call(
        parts.part(tile.name(), tile::write),
        List.of(
            parts.buffer(product.a().buffer()),
            left,
            weights,
            right,
            parts.here(partial),
            w.whole(whole)));
    Sums sums = new Sums(tile, product.rows().c());
    w.call(
        parts.part(sums.name(), sums::write),
        List.of(
            parts.buffer(product.a().buffer()),
            w.plus(left, whole),
            weights,
            w.plus(right, whole),
            parts.here(partial),
            parts.buffer(product.c().buffer()),
            w.moved(w.moved(batch.out(), i, height * product.rows().c()), j, COLUMNS)));
  }

  /// What both functions of a tile take first, `(left, at, right, at, partial, …)`.
  private record Operands(Value left, Value from, Value right, Value turned, Value partial) {
    static Operands parameters(Writer w, Held held) {
      return new Operands(
          w.buffer(held.left()), w.position(), w.buffer(held.right()), w.position(), w.buffer());
    }
  }

  /// Partial sums of the inner products of some rows with some columns: a vector for each.
  ///
  /// @param left the step from row to row of the left operand
  /// @param right that of the right operand, from column to column
  /// @param rest terms behind the last whole vector, which are left out
  /// @param ahead how many elements ahead memory is asked for the right operand; 0 for not at all
  private record Tile(
      int rows, int columns, long left, long right, long rest, long ahead, Held held) {
    String name() {
      String stream = ahead > 0 ? ".a" + ahead : "";
      return "dots%dx%d.l%d.r%d%s%s".formatted(rows, columns, left, right, stream, held.suffix());
    }

    /// The function `(left, at, right, at, partial, terms)`.
    Function write(Writer w) {
      Operands of = Operands.parameters(w, held);
      Value terms = w.position();
      List<Value> sums = new ArrayList<>();
      for (int s = 0; s < rows * columns; s++) {
        sums.add(w.slot(w.vector(), w.splat(w.number(0))));
      }
      int unit = w.unit(held.right());
      w.loop(w.whole(0), terms, unit, k -> terms(w, sums, of, k, unit));
      for (int i = 0; i < sums.size(); i++) {
        w.store(of.partial, w.get(sums.get(i)), w.whole((long) i * w.lanes()), null);
      }
      return w.finish(Parts.sample(List.of(0L, 0L, (long) unit)));
    }

    private void terms(Writer w, List<Value> sums, Operands of, Value k, int unit) {
      for (int within = 0; within < unit; within += w.lanes()) {
        add(w, sums, of, k, within);
      }
    }

    private void add(Writer w, List<Value> sums, Operands of, Value k, long within) {
      Value from = w.plus(of.from, w.plus(k, within));
      Value turned = w.plus(of.turned, k);
      List<Value> weights = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        long behind = column * right + within;
        weights.add(
            ahead > 0
                ? w.loadAhead(of.right, w.plus(turned, behind), ahead)
                : w.load(of.right, turned, behind));
      }
      for (int row = 0; row < rows; row++) {
        Value element = w.load(of.left, w.plus(from, row * left), null);
        for (int column = 0; column < columns; column++) {
          Value sum = sums.get(row * columns + column);
          w.set(sum, w.op(CoreOp.FMA, element, weights.get(column), w.get(sum)));
        }
      }
    }
  }

  /// The sums of a tile's partial sums and of the terms that it left out, one at a time: a sum
  /// across a vector and masks are so much code that HotSpot's C1 gives up where a function has
  /// many ("out of virtual registers").
  ///
  /// @param out the step from row to row of the result
  private record Sums(Tile tile, long out) {
    String name() {
      return "sums%s.t%d.o%d".formatted(tile.name(), tile.rest(), out);
    }

    /// The function `(left, at, right, at, partial, out, at)`, the operands from the terms on that
    /// were left out.
    Function write(Writer w) {
      Operands of = Operands.parameters(w, tile.held);
      Value c = w.buffer();
      Value to = w.position();
      w.loop(
          tile.rows(),
          m ->
              w.loop(
                  tile.columns(),
                  n -> {
                    Value at = w.times(w.plus(w.times(m, tile.columns()), n), w.lanes());
                    Value sum = w.load(of.partial, at, null);
                    if (tile.rest() > 0) {
                      Value mask = w.first(tile.rest());
                      Value x = w.load(of.left, w.moved(of.from, m, tile.left()), mask);
                      Value y = w.load(of.right, w.moved(of.turned, n, tile.right()), mask);
                      sum = w.op(CoreOp.FMA, x, y, sum);
                    }
                    Value element = w.op(CoreOp.REDUCE_ADD, sum);
                    w.store(c, element, w.plus(w.moved(to, m, out), n));
                  }));
      return w.finish(Parts.sample(List.of(0L, 0L, 0L)));
    }
  }
}
