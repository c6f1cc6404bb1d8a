package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.Contraction.Axis;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Value;

/// Writes a product: loops over blocks, the copies into panels, the register tiles, and what ends
/// them.
///
/// ```text
/// for batches:
///   copy the right operand into panels, the left one into tiles
///   for blocks of rows, blocks of columns:
///     for steps of the depth:
///       for panels of the block: for tiles of the block: tile(…)     sums in registers
///                                                        end(…)      after the last step
/// ```
final class ContractionWriter {
  private final Contraction product;
  private final Tiling tiling;
  private final Parts parts;
  private final Writer w;
  private final Set<Value> kept;
  private final int width;
  private final long panels;
  private final List<Step> steps;
  private final long step;
  private final long apart;
  private final @Nullable Value packedLeft;
  private final @Nullable Value packedRight;
  private final @Nullable Value aside;
  private final List<Zone> zones;

  /// Where the columns of this product, or its terms, end for the rows at hand; null for all.
  private @Nullable Value end;

  private boolean endsTerms;

  /// Register tiles of one height, one below the other, from row `first` on.
  private record Zone(int rows, long first, long count) {}

  /// Where a batch begins.
  private record Batch(Value left, Value right, Value out, List<Value> indexes) {}

  /// @param kept buffers whose elements are needed after the product
  ContractionWriter(Contraction product, Tiling tiling, Parts parts, Set<Value> kept) {
    this.product = product;
    this.tiling = tiling;
    this.parts = parts;
    this.w = parts.main();
    this.kept = kept;
    this.width = tiling.vectors() * w.lanes();
    this.panels = ceil(columns(), width);
    this.steps = Step.of(product, tiling.depth());
    this.step = steps.getFirst().terms();
    this.zones = zones(product.rows().extent(), tiling.rows());
    boolean packsLeft = tiling.packLeft() && product.window().isEmpty();
    this.apart = copiesRows() ? step | 1 : step;
    this.packedLeft = packsLeft ? parts.scratch(blockHeight() * apart) : null;
    this.packedRight =
        tiling.packRight() ? parts.scratch(panels * width * steps.getLast().end()) : null;
    boolean goesAside = isEnded() || steps.size() > 1 || !isDirect(columns() % width);
    this.aside = goesAside ? parts.scratch(asideSize()) : null;
  }

  static void write(Contraction product, Tiling tiling, Parts parts, Set<Value> kept) {
    new ContractionWriter(product, tiling, parts, kept).batches(new ArrayList<>());
  }

  private static long ceil(long a, long b) {
    return (a + b - 1) / b;
  }

  private long columns() {
    return product.columns().extent();
  }

  private boolean isEnded() {
    return !product.ends().isEmpty();
  }

  /// Whether a tile of so many columns goes from registers to the result. At the right edge of
  /// packed panels it goes aside first: the masks are in its end, and it is the same function as
  /// inside.
  private boolean isDirect(long columns) {
    return !isEnded() && (columns % width == 0 || packedRight == null);
  }

  /// Tiles of nearly one height: none is much lower than the others.
  private static List<Zone> zones(long rows, int most) {
    long tiles = ceil(rows, most);
    long high = rows % tiles;
    int low = Math.toIntExact(rows / tiles);
    List<Zone> zones = new ArrayList<>();
    if (high > 0) {
      zones.add(new Zone(low + 1, 0, high));
    }
    zones.add(new Zone(low, high * (low + 1), tiles - high));
    return zones;
  }

  private long blockRows(Zone zone) {
    return Math.min(tiling.blockRows(), zone.count());
  }

  private long blockColumns() {
    return Math.min(tiling.blockColumns(), panels);
  }

  /// Rows of the highest block.
  private long blockHeight() {
    return zones.stream().mapToLong(z -> blockRows(z) * z.rows()).max().orElseThrow();
  }

  private long asideSize() {
    return blockHeight() * blockColumns() * width;
  }

  /// All below some batches.
  private void batches(List<Value> point) {
    packRight(point);
    rows(point);
  }

  /// The same, with the right operand copied as far as these batches go, for rows that may end
  /// earlier.
  ///
  /// @param end where their columns end, a multiple of a panel or all of them; null for all
  void rowsOfColumns(List<Value> point, @Nullable Value end) {
    this.end = end;
    this.endsTerms = false;
    rows(point);
  }

  /// @param end where the terms of their sums end; null for all
  void rowsOfTerms(List<Value> point, @Nullable Value end) {
    this.end = end;
    this.endsTerms = true;
    rows(point);
  }

  private void rows(List<Value> point) {
    if (point.size() == product.batches().size()) {
      tiles(point);
      return;
    }
    w.loop(
        product.batches().get(point.size()).extent(),
        i -> {
          List<Value> inner = new ArrayList<>(point);
          inner.add(i);
          batches(inner);
        });
  }

  private Batch batch(List<Value> point) {
    Value left = w.whole(product.a().constant());
    Value right = w.whole(product.b().constant());
    Value out = w.whole(product.c().constant());
    for (int i = 0; i < point.size(); i++) {
      Axis axis = product.batches().get(i);
      left = moved(left, point.get(i), axis.a());
      right = moved(right, point.get(i), axis.b());
      out = moved(out, point.get(i), axis.c());
    }
    return new Batch(left, right, out, point);
  }

  /// Copies the right operand into panels, if these are the batches that it moves along.
  void packRight(List<Value> point) {
    int depends = 0;
    for (int i = 0; i < product.batches().size(); i++) {
      depends = product.batches().get(i).b() == 0 ? depends : i + 1;
    }
    if (packedRight != null && point.size() == depends) {
      Batch batch = batch(point);
      for (Step s : steps) {
        packRight(new Packing(parts), batch, packedRight, s);
      }
    }
  }

  /// One batch, whose panels are there.
  private void tiles(List<Value> point) {
    Batch batch = batch(point);
    zones.forEach(zone -> blocks(zone, batch));
  }

  private Value moved(Value base, Value i, long steps) {
    return steps == 0 ? base : w.plus(base, w.times(i, steps));
  }

  // Copies.

  /// Panel `j` of a step begins behind those of the steps before; its rounds follow each other.
  private void packRight(Packing packing, Batch batch, Value target, Step s) {
    long along = product.depth().b();
    Axis n = product.columns();
    Value source = parts.buffer(product.b().buffer());
    long base = s.before() * panels * width;
    long full = columns() / width;
    int rest = Math.toIntExact(columns() - full * width);
    for (long round = 0; round < s.rounds(); round++) {
      Value from = w.plus(batch.right(), s.right() + round * Step.outer(product).b());
      long to = base + round * s.terms() * width;
      w.loop(
          full,
          j -> {
            Value at = moved(from, j, width * n.b());
            Value panel = w.plus(w.times(j, width * s.rounds() * s.terms()), to);
            packing.copy(source, at, target, panel, s.terms(), width, width, width, n.b(), along);
          });
      if (rest > 0) {
        Value at = w.plus(from, full * width * n.b());
        Value panel = w.whole(full * width * s.rounds() * s.terms() + to);
        packing.copy(source, at, target, panel, s.terms(), rest, width, width, n.b(), along);
      }
    }
  }

  /// Tile `t` of a block begins at `(t - t0) · height · apart`. Where terms are neighbours, rows
  /// are copied as they are, an odd distance apart: rows that reach the ends of their cache lines
  /// at the same term, or lie a multiple of 4 KiB apart, make caches wait. Otherwise the rows of a
  /// term become neighbours.
  private void packLeft(Value target, Zone zone, Batch batch, Value t0, int s) {
    Packing packing = new Packing(parts);
    Axis m = product.rows();
    long k = product.depth().a();
    Value source = parts.buffer(product.a().buffer());
    Value from = w.plus(batch.left(), s * step * k + zone.first() * m.a());
    int terms = Math.toIntExact(steps.get(s).terms());
    int height = zone.rows();
    w.loop(
        t0,
        least(w.plus(t0, blockRows(zone)), zone.count()),
        1,
        t -> {
          Value at = moved(from, t, height * m.a());
          Value to = packedAt(zone, t, t0);
          if (copiesRows()) {
            packing.copy(source, at, target, to, height, terms, terms, apart, k, m.a());
          } else {
            packing.copy(source, at, target, to, terms, height, height, height, m.a(), k);
          }
        });
  }

  private Value packedAt(Zone zone, Value t, Value t0) {
    return w.times(w.minus(t, t0), zone.rows() * apart);
  }

  private boolean copiesRows() {
    return product.depth().a() == 1;
  }

  // Blocks.

  private void blocks(Zone zone, Batch batch) {
    w.loop(
        w.whole(0),
        w.whole(panels),
        blockColumns(),
        j0 ->
            w.loop(
                w.whole(0),
                w.whole(zone.count()),
                blockRows(zone),
                t0 -> {
                  for (int s = 0; s < steps.size(); s++) {
                    if (packedLeft != null) {
                      packLeft(packedLeft, zone, batch, t0, s);
                    }
                    panels(zone, batch, t0, j0, s);
                  }
                }));
  }

  private Value least(Value a, long b) {
    return w.least(a, w.whole(b));
  }

  private void panels(Zone zone, Batch batch, Value t0, Value j0, int s) {
    long full = columns() / width;
    Value last = columnsEnd(least(w.plus(j0, blockColumns()), full));
    // Where columns end is not always known here, but that there is no whole panel is.
    if (full > 0) {
      w.loop(j0, last, 1, j -> tiles(zone, batch, t0, j0, j, width, s));
    }
    if (full < panels) {
      Value end = columnsEnd(least(w.plus(j0, blockColumns()), panels));
      int rest = Math.toIntExact(columns() - full * width);
      // One round, in the block that has the last panel.
      w.loop(w.most(j0, w.whole(full)), end, 1, j -> tiles(zone, batch, t0, j0, j, rest, s));
    }
  }

  /// The panel before which columns end.
  private Value columnsEnd(Value panel) {
    if (end == null || endsTerms) {
      return panel;
    }
    Value panels = w.op(CoreOp.QUOT, w.plus(end, width - 1), w.whole(width));
    return w.least(panel, panels);
  }

  /// The terms of a step that there are for the rows at hand.
  private Value terms(Step step) {
    if (end == null || !endsTerms) {
      return w.whole(step.terms());
    }
    Value left = w.plus(end, -step.before());
    return w.most(w.whole(0), w.least(left, w.whole(step.terms())));
  }

  private void tiles(Zone zone, Batch batch, Value t0, Value j0, Value j, int columns, int s) {
    Value end = least(w.plus(t0, blockRows(zone)), zone.count());
    w.loop(
        t0,
        end,
        1,
        t -> {
          Value tileAt = asideAt(zone, t, t0, j, j0);
          tile(zone, batch, t, t0, j, tileAt, columns, s);
          if (!isDirect(columns) && s == steps.size() - 1) {
            end(zone, batch, t, j, tileAt, columns);
          }
        });
  }

  /// Where the tile is put aside between steps.
  private Value asideAt(Zone zone, Value t, Value t0, Value j, Value j0) {
    Value row = w.minus(t, t0);
    Value column = w.minus(j, j0);
    Value tile = w.plus(w.times(row, blockColumns()), column);
    return w.times(tile, (long) zone.rows() * width);
  }

  private void tile(
      Zone zone, Batch batch, Value t, Value t0, Value j, Value tileAt, int columns, int s) {
    Axis m = product.rows();
    Axis k = product.depth();
    boolean direct = isDirect(columns) && s == steps.size() - 1;
    int vectors = packedRight == null ? tiling.vectors() : Math.ceilDiv(columns, w.lanes());
    Value left = packedLeft == null ? parts.buffer(product.a().buffer()) : packedLeft;
    Value right = packedRight == null ? parts.buffer(product.b().buffer()) : packedRight;
    RegisterTile shape =
        new RegisterTile(
            zone.rows(),
            vectors,
            packedRight == null ? columns : vectors * w.lanes(),
            packedLeft == null ? m.a() : copiesRows() ? apart : 1,
            packedLeft == null ? k.a() : copiesRows() ? 1 : zone.rows(),
            packedRight == null ? k.b() : width,
            packedRight == null,
            s == 0 ? 0 : width,
            direct ? m.c() : width,
            round(s));
    List<Value> arguments = new ArrayList<>();
    arguments.add(left);
    arguments.add(leftAt(zone, batch, t, t0, s));
    arguments.add(right);
    arguments.add(rightAt(batch, j, s));
    if (s > 0) {
      arguments.addAll(List.of(Objects.requireNonNull(aside), tileAt));
    }
    if (direct) {
      Value row = moved(batch.out(), t, zone.rows() * m.c());
      arguments.add(parts.buffer(product.c().buffer()));
      arguments.add(w.plus(moved(row, j, width), zone.first() * m.c()));
    } else {
      arguments.addAll(List.of(Objects.requireNonNull(aside), tileAt));
    }
    arguments.add(terms(steps.get(s)));
    if (!shape.round().equals(RegisterTile.Round.ONE)) {
      arguments.add(w.whole(steps.get(s).rounds()));
    }
    w.call(parts.part(shape.name(), shape::write), arguments);
  }

  /// How a tile goes on from one round of terms to the next.
  private RegisterTile.Round round(int s) {
    Step step = steps.get(s);
    Axis outer = Step.outer(product);
    return step.rounds() == 1
        ? RegisterTile.Round.ONE
        : new RegisterTile.Round(outer.a(), packedRight == null ? outer.b() : step.terms() * width);
  }

  private Value leftAt(Zone zone, Batch batch, Value t, Value t0, int s) {
    long a = product.rows().a();
    return packedLeft == null
        ? w.plus(moved(batch.left(), t, zone.rows() * a), zone.first() * a + steps.get(s).left())
        : packedAt(zone, t, t0);
  }

  private Value rightAt(Batch batch, Value j, int s) {
    Step step = steps.get(s);
    return packedRight == null
        ? w.plus(moved(batch.right(), j, width * product.columns().b()), step.right())
        : w.plus(w.times(j, width * step.rounds() * step.terms()), step.before() * panels * width);
  }

  private void end(Zone zone, Batch batch, Value t, Value j, Value tileAt, int columns) {
    Set<Value> needed = new HashSet<>(kept);
    if (!isEnded()) {
      needed.add(product.c().buffer());
    }
    TileEnd end = new TileEnd(product, zone.rows(), tiling.vectors(), columns, needed);
    Value tile = Objects.requireNonNull(aside);
    String part = parts.part(end.name(), end::write);
    List<Value> arguments = new ArrayList<>();
    arguments.add(tile);
    arguments.add(tileAt);
    arguments.add(w.plus(w.times(t, zone.rows()), zone.first()));
    arguments.add(w.times(j, width));
    arguments.addAll(batch.indexes());
    end.buffers().forEach(b -> arguments.add(parts.buffer(b)));
    w.call(part, arguments);
  }
}
