package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.Contraction.Axis;
import org.tosc.passes.lower.Cut.Zone;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Writes a product of two operands of `i8`, `c[m, n] = Σ_k a[m, k] · b[k, n]`, by dot products of
/// bytes. Sums are exact, and rounded to `f32` once.
///
/// ```text
/// copy the left rows, four terms a word                     ([IntegerCopies])
/// for blocks of panels of columns, which stay in the second-level cache:
///   copy the panels
///   for panels, tiles of rows: tile(…)                      sums in registers ([IntegerTile])
///                              end(…)                       if that takes long
/// ```
///
/// `vpdpbusd` takes one operand without a sign: the left one, with 128 added to each of its bytes.
/// What that makes too much is the same for all rows, and sums begin with it taken off.
final class IntegerTiles {
  /// Products of two bytes are at most 2^14: so many of them are a number of 32 bits with a sign.
  private static final long MOST_TERMS = (1L << 17) - 1;

  /// Fewer rows do not use the copied panels often enough.
  private static final long LEAST_ROWS = 8;

  /// Rows of a tile by its vectors, where there are registers for 24 to 28 sums. More than ten are
  /// needed: two begin in a cycle, and take five.
  private static final int[] ROWS = {0, 14, 12, 8, 6};

  /// The same with half the registers.
  private static final int[] FEW_ROWS = {0, 10, 6};

  private final Contraction product;
  private final Parts parts;
  private final Set<Value> kept;
  private final IntegerCopies copies;
  private final int width;
  private final List<Zone> zones;

  /// Where tiles go whose ends are code of their own; null where those are written into the tiles.
  private final @Nullable Value aside;

  private IntegerTiles(Contraction product, Parts parts, Set<Value> kept) {
    Machine machine = parts.machine();
    int[] heights = machine.registers() < 32 ? FEW_ROWS : ROWS;
    long columns = Math.ceilDiv(product.columns().extent(), machine.lanes());
    int vectors = Math.toIntExact(Math.min(heights.length - 1, columns));
    this.product = product;
    this.parts = parts;
    this.kept = new HashSet<>(kept);
    if (product.ends().isEmpty()) {
      this.kept.add(product.c().buffer());
    }
    this.width = vectors * machine.lanes();
    this.zones = Cut.zones(product.rows().extent(), heights[vectors]);
    this.copies = new IntegerCopies(product, parts, width);
    boolean endsInTile = product.ends().isEmpty() || TileEnd.isShort(product);
    this.aside = endsInTile ? null : parts.own((long) zones.getFirst().rows() * width);
  }

  /// Whether a product is such a one: rows have their terms side by side, and the right operand its
  /// terms or its columns.
  static boolean fit(Contraction product, Machine machine) {
    Axis depth = product.depth();
    return machine.dots()
        && Held.of(product).equals(new Held(Scalar.I8, Scalar.I8))
        && product.window().isEmpty()
        && product.batches().isEmpty()
        && product.rows().extent() >= LEAST_ROWS
        && depth.a() == 1
        && (product.columns().b() == 1 || depth.b() == 1)
        && depth.extent() % IntegerCopies.TERMS == 0
        && depth.extent() >= IntegerCopies.TERMS * (long) machine.lanes()
        && depth.extent() <= MOST_TERMS;
  }

  /// Writes the product and what follows it.
  ///
  /// @param kept buffers whose elements are needed afterwards
  static void write(Contraction product, Parts parts, Set<Value> kept) {
    IntegerTiles tiles = new IntegerTiles(product, parts, kept);
    parts.phase(tiles.copies::left);
    parts.phase(tiles::tiles);
  }

  /// A share of the panels or, where there are too few, of the rows of all, which then are copied
  /// by each part for itself.
  private void tiles(Share share) {
    long panels = copies.panels().count();
    boolean isByPanel = panels % share.parts() == 0 || panels > zones.getFirst().count();
    Writer w = parts.writer();
    Share columns = isByPanel ? share : Share.all(w);
    Share rows = isByPanel ? Share.all(w) : share;
    Value last = columns.to(panels);
    w.loop(
        columns.from(panels),
        last,
        copies.together(),
        first -> {
          Value behind = w.least(w.plus(first, copies.together()), last);
          copies.right(first, behind);
          copies.panels().each(w, first, behind, (j, n) -> panel(rows, j, w.minus(j, first), n));
        });
  }

  private void panel(Share rows, Value j, Value place, int columns) {
    Writer w = parts.writer();
    Share of = rows;
    for (Zone zone : zones) {
      w.loop(
          of.from(zone.count()),
          of.to(zone.count()),
          1,
          t -> {
            Value row = w.plus(w.times(t, zone.rows()), zone.first());
            tile(row, zone.rows(), j, place, columns);
          });
      of = of.mirrored();
    }
  }

  private void tile(Value row, int rows, Value j, Value place, int columns) {
    Writer w = parts.writer();
    int vectors = Math.ceilDiv(columns, w.lanes());
    TileEnd end = new TileEnd(product, rows, vectors, columns, kept);
    List<Value> where = new ArrayList<>(List.of(row, w.times(j, width)));
    end.buffers().forEach(b -> where.add(parts.buffer(b)));
    IntegerTile tile =
        new IntegerTile(rows, vectors, width, copies.words(), aside == null ? end : null);
    List<Value> arguments = new ArrayList<>(copies.tile(row, place));
    if (aside == null) {
      arguments.addAll(where);
    } else {
      arguments.add(parts.here(aside));
    }
    w.call(parts.part(tile.name(), tile::write), arguments);
    if (aside != null) {
      List<Value> ending = new ArrayList<>(List.of(parts.here(aside), w.whole(0)));
      ending.addAll(where);
      w.call(parts.part(end.name(), end::write), ending);
    }
  }
}
