package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.Contraction.Axis;
import org.tosc.passes.lower.Cut.Zone;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Value;

/// Writes the loops around the register tiles of one batch, whose panels are there.
///
/// ```text
/// for blocks of columns, blocks of rows:
///   for steps of the depth:
///     for panels of the block: for tiles of the block: tile(…)     sums in registers
///                                                      end(…)      after the last step
/// ```
final class TileWriter {
  private final Cut cut;
  private final Contraction product;
  private final Parts parts;
  private final Writer w;
  private final PanelCopies copies;
  private final Set<Value> kept;
  private final Limits limits;

  /// Steps that are written one after the other, at most, if they are alike.
  private static final int MOST_UNROLLED = 3;

  /// Where columns or the terms of sums end for the rows at hand, which are a multiple of a panel
  /// or all of them; null for all.
  record Limits(@Nullable Value columns, @Nullable Value terms) {
    static final Limits NONE = new Limits(null, null);
  }

  /// @param kept buffers whose elements are needed after the product
  TileWriter(Cut cut, Parts parts, Set<Value> kept, Limits limits) {
    this.cut = cut;
    this.product = cut.product();
    this.parts = parts;
    this.w = parts.writer();
    this.copies = new PanelCopies(cut, parts);
    this.kept = kept;
    this.limits = limits;
  }

  /// A share of the rows of tiles, and of the panels.
  void batch(Batch batch, Share rows, Share columns) {
    Share of = rows;
    for (Zone zone : cut.zones()) {
      blocks(zone, batch, of, columns);
      of = of.mirrored();
    }
  }

  private void blocks(Zone zone, Batch batch, Share rows, Share columns) {
    Value lastPanel = columns.to(cut.panels());
    Value lastTile = rows.to(zone.count());
    w.loop(
        columns.from(cut.panels()),
        lastPanel,
        cut.blockColumns(),
        j0 -> {
          Value panels = w.least(w.plus(j0, cut.blockColumns()), lastPanel);
          w.loop(
              rows.from(zone.count()),
              lastTile,
              cut.blockRows(zone),
              t0 -> {
                Value tiles = w.least(w.plus(t0, cut.blockRows(zone)), lastTile);
                block(new Block(zone, batch, t0, tiles, j0, panels));
              });
        });
  }

  /// Tiles from `t0` on, panels from `j0` on.
  private record Block(Zone zone, Batch batch, Value t0, Value tiles, Value j0, Value panels) {}

  /// One step after the other; those between the first and the last by a loop, where there are
  /// several.
  private void block(Block block) {
    int count = cut.steps().size();
    boolean loops = count > MOST_UNROLLED && cut.areStepsEven();
    for (int s = 0; s < count; s++) {
      if (loops && s == 1) {
        w.loop(w.whole(1), w.whole(count - 1), 1, i -> step(block, Now.middle(w, cut.steps(), i)));
        s = count - 2;
      } else {
        step(block, Now.of(w, cut.steps(), s));
      }
    }
  }

  private void step(Block block, Now now) {
    if (cut.packedLeft() != null) {
      copies.left(block.zone, block.batch, block.t0, block.tiles, now);
    }
    panels(block, now);
  }

  /// A step, or any of those between the first and the last, which are alike.
  ///
  /// @param step one that is like it
  /// @param left where its first term stands in the left operand, from where the sum begins
  /// @param right the same of the right operand
  /// @param before terms of earlier steps
  record Now(Step step, Value left, Value right, Value before, boolean isFirst, boolean isLast) {
    static Now of(Writer w, List<Step> steps, int s) {
      Step step = steps.get(s);
      return new Now(
          step,
          w.whole(step.left()),
          w.whole(step.right()),
          w.whole(step.before()),
          s == 0,
          s == steps.size() - 1);
    }

    static Now middle(Writer w, List<Step> steps, Value i) {
      Step step = steps.get(1);
      Value left = w.times(i, step.left());
      return new Now(step, left, w.times(i, step.right()), w.times(i, step.before()), false, false);
    }
  }

  private void panels(Block block, Now step) {
    long full = cut.columns() / cut.width();
    // Where columns end is not always known here, but that there is no whole panel is.
    if (full > 0) {
      Value last = columnsEnd(w.least(block.panels, w.whole(full)));
      w.loop(block.j0, last, 1, j -> tiles(block, j, cut.width(), step));
    }
    if (full < cut.panels()) {
      Value end = columnsEnd(block.panels);
      int rest = Math.toIntExact(cut.columns() - full * cut.width());
      // One round, in the block that has the last panel.
      w.loop(w.most(block.j0, w.whole(full)), end, 1, j -> tiles(block, j, rest, step));
    }
  }

  /// The panel before which columns end.
  private Value columnsEnd(Value panel) {
    if (limits.columns == null) {
      return panel;
    }
    Value rounded = w.plus(limits.columns, cut.width() - 1);
    return w.least(panel, w.op(CoreOp.QUOT, rounded, w.whole(cut.width())));
  }

  /// The terms of a step that there are for the rows at hand.
  private Value terms(Now now) {
    Value all = w.whole(now.step.rounds() * now.step.terms());
    if (limits.terms == null) {
      return all;
    }
    return w.most(w.whole(0), w.least(w.minus(limits.terms, now.before), all));
  }

  private void tiles(Block block, Value j, int columns, Now now) {
    w.loop(
        block.t0,
        block.tiles,
        1,
        t -> {
          Tile tile = new Tile(block, t, j, columns, asideAt(block, t, j));
          tile(tile, now);
          if (!cut.isDirect(columns) && now.isLast) {
            end(tile);
          }
        });
  }

  /// Where the tile is put aside between steps.
  private Value asideAt(Block block, Value t, Value j) {
    Value row = w.minus(t, block.t0);
    Value column = w.minus(j, block.j0);
    Value tile = w.plus(w.times(row, cut.blockColumns()), column);
    return w.times(tile, (long) block.zone.rows() * cut.width());
  }

  /// Tile `t` of panel `j`.
  ///
  /// @param columns that it has
  /// @param aside where it is put aside
  private record Tile(Block block, Value t, Value j, int columns, Value aside) {
    Zone zone() {
      return block.zone;
    }
  }

  private void tile(Tile tile, Now now) {
    boolean direct = cut.isDirect(tile.columns) && now.isLast;
    RegisterTile shape = shape(tile, now, direct);
    List<Value> arguments = new ArrayList<>();
    arguments.add(operand(cut.packedLeft(), product.a().buffer()));
    arguments.add(leftAt(tile, now));
    arguments.add(operand(cut.packedRight(), product.b().buffer()));
    arguments.add(rightAt(tile, now));
    if (!now.isFirst) {
      arguments.addAll(List.of(aside(), tile.aside));
    }
    if (shape.end() != null) {
      arguments.addAll(where(tile, shape.end()));
    } else if (direct) {
      long c = product.rows().c();
      Value row = w.moved(tile.block.batch.out(), tile.t, tile.zone().rows() * c);
      arguments.add(parts.buffer(product.c().buffer()));
      arguments.add(w.plus(w.moved(row, tile.j, cut.width()), tile.zone().first() * c));
    } else {
      arguments.addAll(List.of(aside(), tile.aside));
    }
    arguments.add(terms(now));
    w.call(parts.part(shape.name(), shape::write), arguments);
  }

  private RegisterTile shape(Tile tile, Now now, boolean direct) {
    Axis m = product.rows();
    Axis k = product.depth();
    boolean packsLeft = cut.packedLeft() != null;
    boolean packsRight = cut.packedRight() != null;
    int rows = tile.zone().rows();
    int vectors = packsRight ? Math.ceilDiv(tile.columns, w.lanes()) : cut.tiling().vectors();
    return new RegisterTile(
        rows,
        vectors,
        packsRight ? vectors * w.lanes() : tile.columns,
        !packsLeft ? m.a() : cut.copiesRows() ? cut.apart() : 1,
        !packsLeft ? k.a() : cut.copiesRows() ? 1 : rows,
        packsRight ? cut.width() : k.b(),
        !packsRight,
        now.isFirst ? 0 : cut.width(),
        direct ? m.c() : cut.width(),
        direct && cut.isEnded() ? end(tile, vectors) : null,
        cut.round(now.step));
  }

  private Value operand(@Nullable Value packed, Value kernels) {
    return packed == null ? parts.buffer(kernels) : parts.here(packed);
  }

  private Value aside() {
    return parts.here(Objects.requireNonNull(cut.aside()));
  }

  private Value leftAt(Tile tile, Now now) {
    if (cut.packedLeft() != null) {
      return copies.leftAt(tile.zone(), tile.t, tile.block.t0);
    }
    long a = product.rows().a();
    Value row = w.moved(tile.block.batch.left(), tile.t, tile.zone().rows() * a);
    return w.plus(w.plus(row, tile.zone().first() * a), now.left);
  }

  private Value rightAt(Tile tile, Now now) {
    Step step = now.step;
    if (cut.packedRight() != null) {
      Value panel = w.times(tile.j, cut.width() * step.rounds() * step.terms());
      return w.plus(panel, w.times(now.before, cut.panels() * cut.width()));
    }
    long b = product.columns().b();
    return w.plus(w.moved(tile.block.batch.right(), tile.j, cut.width() * b), now.right);
  }

  private TileEnd end(Tile tile, int vectors) {
    Set<Value> needed = new HashSet<>(kept);
    if (!cut.isEnded()) {
      needed.add(product.c().buffer());
    }
    return new TileEnd(product, tile.zone().rows(), vectors, tile.columns, needed);
  }

  private void end(Tile tile) {
    TileEnd end = end(tile, cut.tiling().vectors());
    List<Value> arguments = new ArrayList<>(List.of(aside(), tile.aside));
    arguments.addAll(where(tile, end));
    w.call(parts.part(end.name(), end::write), arguments);
  }

  private List<Value> where(Tile tile, TileEnd end) {
    List<Value> arguments = new ArrayList<>();
    arguments.add(w.plus(w.times(tile.t, tile.zone().rows()), tile.zone().first()));
    arguments.add(w.times(tile.j, cut.width()));
    arguments.addAll(tile.block.batch.indexes());
    end.buffers().forEach(b -> arguments.add(parts.buffer(b)));
    return arguments;
  }
}
