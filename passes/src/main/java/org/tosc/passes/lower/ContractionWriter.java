package org.tosc.passes.lower;

import java.util.ArrayList;
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
  private final long steps;
  private final long step;
  private final @Nullable Value packedLeft;
  private final @Nullable Value packedRight;
  private final Value zeros;
  private final @Nullable Value aside;
  private final List<Zone> zones;

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
    this.steps = ceil(depth(), tiling.depth());
    this.step = ceil(depth(), steps);
    this.zones = zones(product.rows().extent(), tiling.rows());
    this.packedLeft = tiling.packLeft() ? parts.scratch(rows() * steps * step) : null;
    this.packedRight = tiling.packRight() ? parts.scratch(panels * width * depth()) : null;
    this.zeros = parts.scratch(width);
    this.aside = isEnded() || steps > 1 ? parts.scratch(asideSize()) : null;
  }

  static void write(Contraction product, Tiling tiling, Parts parts, Set<Value> kept) {
    new ContractionWriter(product, tiling, parts, kept).batches(new ArrayList<>());
  }

  private static long ceil(long a, long b) {
    return (a + b - 1) / b;
  }

  private long rows() {
    return product.rows().extent();
  }

  private long columns() {
    return product.columns().extent();
  }

  private long depth() {
    return product.depth().extent();
  }

  private long termsOf(long s) {
    return Math.min(step, depth() - s * step);
  }

  private boolean isEnded() {
    return !product.ends().isEmpty();
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

  private long asideSize() {
    long most = zones.stream().mapToLong(z -> blockRows(z) * z.rows()).max().orElseThrow();
    return most * blockColumns() * width;
  }

  /// All below some batches.
  private void batches(List<Value> point) {
    packRight(point);
    rows(point);
  }

  /// The same, with the right operand copied as far as these batches go.
  void rows(List<Value> point) {
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
      for (long s = 0; s < steps; s++) {
        packRight(new Packing(parts), batch, packedRight, s);
      }
    }
  }

  /// One batch, whose panels are there.
  private void tiles(List<Value> point) {
    Batch batch = batch(point);
    for (long s = 0; s < steps && packedLeft != null; s++) {
      for (Zone zone : zones) {
        packLeft(new Packing(parts), batch, packedLeft, zone, s);
      }
    }
    zones.forEach(zone -> blocks(zone, batch));
  }

  private Value moved(Value base, Value i, long steps) {
    return steps == 0 ? base : w.plus(base, w.times(i, steps));
  }

  // Copies.

  /// Panel `j` of step `s` begins at `s · step · all columns + j · width · terms`.
  private void packRight(Packing packing, Batch batch, Value target, long s) {
    Axis n = product.columns();
    Value source = parts.buffer(product.b().buffer());
    Value from = w.plus(batch.right(), s * step * product.depth().b());
    long base = s * step * panels * width;
    long terms = termsOf(s);
    long full = columns() / width;
    w.loop(
        full,
        j ->
            packing.copy(
                source,
                moved(from, j, width * n.b()),
                target,
                w.plus(w.times(j, width * terms), base),
                terms,
                width,
                width,
                n.b(),
                product.depth().b()));
    int rest = Math.toIntExact(columns() - full * width);
    if (rest > 0) {
      Value at = w.plus(from, full * width * n.b());
      Value to = w.whole(full * width * terms + base);
      packing.copy(source, at, target, to, terms, rest, width, n.b(), product.depth().b());
    }
  }

  /// The tile of rows from `i` on of step `s` begins at `s · all rows · step + i · step`. Where
  /// terms are neighbours, rows are copied as they are, `step` apart: only their distance is bad
  /// for caches, where it is a multiple of 4 KiB. Otherwise the rows of a term become neighbours.
  private void packLeft(Packing packing, Batch batch, Value target, Zone zone, long s) {
    Axis m = product.rows();
    long k = product.depth().a();
    Value source = parts.buffer(product.a().buffer());
    Value from = w.plus(batch.left(), s * step * k + zone.first() * m.a());
    long base = (s * rows() + zone.first()) * step;
    int terms = Math.toIntExact(termsOf(s));
    int height = zone.rows();
    w.loop(
        zone.count(),
        t -> {
          Value at = moved(from, t, height * m.a());
          Value to = w.plus(w.times(t, height * step), base);
          if (copiesRows()) {
            packing.copy(source, at, target, to, height, terms, Math.toIntExact(step), k, m.a());
          } else {
            packing.copy(source, at, target, to, terms, height, height, m.a(), k);
          }
        });
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
                  for (long s = 0; s < steps; s++) {
                    panels(zone, batch, t0, j0, s);
                  }
                }));
  }

  private Value least(Value a, long b) {
    return w.op(CoreOp.MIN, a, w.whole(b));
  }

  private void panels(Zone zone, Batch batch, Value t0, Value j0, long s) {
    long full = columns() / width;
    Value last = least(w.plus(j0, blockColumns()), full);
    w.loop(j0, last, 1, j -> tiles(zone, batch, t0, j0, j, width, s));
    if (full < panels) {
      Value end = least(w.plus(j0, blockColumns()), panels);
      int rest = Math.toIntExact(columns() - full * width);
      // One round, in the block that has the last panel.
      w.loop(
          w.op(CoreOp.MAX, j0, w.whole(full)), end, 1, j -> tiles(zone, batch, t0, j0, j, rest, s));
    }
  }

  private void tiles(Zone zone, Batch batch, Value t0, Value j0, Value j, int columns, long s) {
    Value end = least(w.plus(t0, blockRows(zone)), zone.count());
    w.loop(
        t0,
        end,
        1,
        t -> {
          Value tileAt = asideAt(zone, t, t0, j, j0);
          tile(zone, batch, t, j, tileAt, columns, s);
          if (isEnded() && s == steps - 1) {
            end(zone, batch, t, j, tileAt, columns);
          }
        });
  }

  /// Where the tile is put aside between steps.
  private Value asideAt(Zone zone, Value t, Value t0, Value j, Value j0) {
    Value row = w.op(CoreOp.WRAPPING_SUB, t, t0);
    Value column = w.op(CoreOp.WRAPPING_SUB, j, j0);
    Value tile = w.plus(w.times(row, blockColumns()), column);
    return w.times(tile, (long) zone.rows() * width);
  }

  private void tile(Zone zone, Batch batch, Value t, Value j, Value tileAt, int columns, long s) {
    Axis m = product.rows();
    Axis k = product.depth();
    boolean direct = !isEnded() && s == steps - 1;
    Value left = packedLeft == null ? parts.buffer(product.a().buffer()) : packedLeft;
    Value right = packedRight == null ? parts.buffer(product.b().buffer()) : packedRight;
    RegisterTile shape =
        new RegisterTile(
            zone.rows(),
            tiling.vectors(),
            direct || packedRight == null ? columns : width,
            packedLeft == null ? m.a() : copiesRows() ? step : 1,
            packedLeft == null ? k.a() : copiesRows() ? 1 : zone.rows(),
            packedRight == null ? k.b() : width,
            packedRight == null);
    List<Value> arguments = new ArrayList<>();
    arguments.add(left);
    arguments.add(leftAt(zone, batch, t, s));
    arguments.add(right);
    arguments.add(rightAt(batch, j, s));
    if (s == 0) {
      arguments.addAll(List.of(zeros, w.whole(0), w.whole(0)));
    } else {
      arguments.addAll(List.of(Objects.requireNonNull(aside), tileAt, w.whole(width)));
    }
    if (direct) {
      Value row = moved(batch.out(), t, zone.rows() * m.c());
      arguments.add(parts.buffer(product.c().buffer()));
      arguments.add(w.plus(moved(row, j, width), zone.first() * m.c()));
      arguments.add(w.whole(m.c()));
    } else {
      arguments.addAll(List.of(Objects.requireNonNull(aside), tileAt, w.whole(width)));
    }
    arguments.add(w.whole(termsOf(s)));
    w.call(parts.part(shape.name(), shape::write), arguments);
  }

  private Value leftAt(Zone zone, Batch batch, Value t, long s) {
    long a = product.rows().a();
    return packedLeft == null
        ? w.plus(
            moved(batch.left(), t, zone.rows() * a),
            zone.first() * a + s * step * product.depth().a())
        : w.plus(w.times(t, zone.rows() * step), (s * rows() + zone.first()) * step);
  }

  private Value rightAt(Batch batch, Value j, long s) {
    return packedRight == null
        ? w.plus(
            moved(batch.right(), j, width * product.columns().b()), s * step * product.depth().b())
        : w.plus(w.times(j, width * termsOf(s)), s * step * panels * width);
  }

  private void end(Zone zone, Batch batch, Value t, Value j, Value tileAt, int columns) {
    TileEnd end = new TileEnd(product, zone.rows(), tiling.vectors(), columns, kept);
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
