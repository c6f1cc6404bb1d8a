package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.Contraction.Axis;
import org.tosc.passes.lower.Cut.Copies;
import org.tosc.passes.lower.Cut.Zone;
import org.tosc.passes.lower.RegisterTile.Round;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Value;

/// Writes the loops around the register tiles of one batch.
///
/// ```text
/// for blocks of columns, blocks of rows:
///   for steps of the depth:
///     for panels of the block: for tiles of the block: tile(…)     sums in registers
///                                                      end(…)      after the last step
/// ```
///
/// Panels of the right operand are there. Or the first tile of each copies it on the way, because
/// its multiply-adds leave time for that; all rows follow then, so that one panel is enough, which
/// stays in the second-level cache. So it does where an operand is turned over, ahead of the tiles:
///
/// ```text
/// for panels, steps of the depth:                               or the steps around the panels,
///   for tiles: tile(…), the first one copying                   where the operand is far
/// ```
final class TileWriter {
  private final Cut cut;
  private final Contraction product;
  private final Parts parts;
  private final Writer w;
  private final PanelCopies panels;
  private final Set<Value> kept;
  private final Limits limits;

  /// Whether tiles stand in the midst of the loops around them: those of small products have no
  /// time for calls.
  private final boolean isInside;

  /// What the first tile of a panel asks memory for ([Cut#ahead]).
  private final long ahead;

  /// Whether a step of all panels is done before the next ([Cut#goesByStep]), and how many tiles of
  /// a panel then follow the one that copies it.
  private final boolean goesByStep;

  private final long followers;

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
    this.panels = new PanelCopies(cut, parts);
    this.kept = kept;
    this.limits = limits;
    this.ahead = cut.ahead(parts.machine());
    this.goesByStep = cut.goesByStep(parts.machine());
    this.followers = Math.max(1, cut.zones().stream().mapToLong(Zone::count).sum() - 1);
    this.isInside =
        parts.machine().assembled() && cut.copies() == Copies.NONE && cut.steps().size() == 1;
  }

  /// A share of the rows of tiles, and of the panels.
  void batch(Batch batch, Share rows, Share columns) {
    if (goesByStep) {
      steps(
          now ->
              panels(
                  columns.from(cut.panels()),
                  columns.to(cut.panels()),
                  (j, width) -> panel(batch, rows, j, width, now)));
      return;
    }
    if (cut.copies().isByPanel()) {
      panels(
          columns.from(cut.panels()),
          columns.to(cut.panels()),
          (j, width) -> steps(now -> panel(batch, rows, j, width, now)));
      return;
    }
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
                Block block = new Block(zone, batch, t0, tiles, j0, panels);
                steps(now -> step(block, now));
              });
        });
  }

  /// A step of a panel with all tiles of the rows, the first of which may copy it.
  private void panel(Batch batch, Share rows, Value j, int columns, Now now) {
    Share of = rows;
    boolean isFirst = cut.copies() == Copies.BY_TILES;
    long tiles = 0;
    if (cut.copies() == Copies.AHEAD) {
      panels.ahead(rightAt(batch, j, now), columns, now.step.terms());
    }
    for (Zone zone : cut.zones()) {
      Value from = of.from(zone.count());
      Block block = new Block(zone, batch, from, of.to(zone.count()), j, w.plus(j, 1));
      if (isFirst) {
        tile(block, from, j, columns, now, true);
        from = w.plus(from, 1);
      }
      long before = tiles;
      w.loop(from, block.tiles, 1, t -> follower(block, t, w.plus(t, before - 1), columns, now));
      tiles += zone.count();
      of = of.mirrored();
      isFirst = false;
    }
  }

  /// A tile of a panel that was copied, which asks for its share of the next one.
  ///
  /// @param number of tiles behind the first one and before it
  private void follower(Block block, Value t, Value number, int columns, Now now) {
    Value j = block.j0;
    Value next = null;
    if (goesByStep && now.step.terms() >= followers) {
      long rows = now.step.terms() / followers;
      Value panel = rightAt(block.batch, w.plus(j, 1), now);
      next = w.moved(panel, number, rows * product.depth().b());
    }
    tile(new Tile(block, t, j, columns, asideAt(block, t, j), false, false, next), now);
  }

  private RegisterTile.Ask ask() {
    long along = product.depth().b();
    return RegisterTile.Ask.columns(cut.width(), followers, along, Held.of(product).right());
  }

  /// Tiles from `t0` on, panels from `j0` on.
  private record Block(Zone zone, Batch batch, Value t0, Value tiles, Value j0, Value panels) {}

  /// One step after the other; those between the first and the last by a loop, where there are
  /// several.
  private void steps(Consumer<Now> body) {
    int count = cut.steps().size();
    boolean loops = count > MOST_UNROLLED && cut.areStepsEven();
    for (int s = 0; s < count; s++) {
      if (loops && s == 1) {
        w.loop(w.whole(1), w.whole(count - 1), 1, i -> body.accept(Now.middle(w, cut.steps(), i)));
        s = count - 2;
      } else {
        body.accept(Now.of(w, cut.steps(), s));
      }
    }
  }

  private void step(Block block, Now now) {
    if (cut.packedLeft() != null) {
      panels.left(block.zone, block.batch, block.t0, block.tiles, now);
    }
    panels(block.j0, block.panels, (j, columns) -> tiles(block, j, columns, now));
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

  /// @param body is told a panel and its columns
  private void panels(Value first, Value behind, ObjIntConsumer<Value> body) {
    new Panels(cut.columns(), cut.width()).each(w, first, columnsEnd(behind), body);
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
    Value from = block.t0;
    if (ahead > 0 && block.zone.first() == 0) {
      tile(new Tile(block, from, j, columns, asideAt(block, from, j), false, true, null), now);
      from = w.plus(from, 1);
    }
    w.loop(from, block.tiles, 1, t -> tile(block, t, j, columns, now, false));
  }

  private void tile(Block block, Value t, Value j, int columns, Now now, boolean copying) {
    tile(new Tile(block, t, j, columns, asideAt(block, t, j), copying, false, null), now);
  }

  private void tile(Tile tile, Now now) {
    sums(tile, now);
    if (!cut.isDirect(tile.columns) && now.isLast) {
      end(tile);
    }
  }

  /// Where the tile is put aside.
  private Value asideAt(Block block, Value t, Value j) {
    if (cut.steps().size() == 1) {
      return w.whole(0);
    }
    if (cut.copies().isByPanel()) {
      Value row = w.plus(w.times(t, block.zone.rows()), block.zone.first());
      Value place = w.times(row, cut.width());
      return goesByStep ? w.moved(place, j, product.rows().extent() * cut.width()) : place;
    }
    Value row = w.minus(t, block.t0);
    Value column = w.minus(j, block.j0);
    Value tile = w.plus(w.times(row, cut.blockColumns()), column);
    return w.times(tile, (long) block.zone.rows() * cut.width());
  }

  /// Tile `t` of panel `j`.
  ///
  /// @param columns that it has
  /// @param aside where it is put aside
  /// @param copying whether it copies the right operand into the panel
  /// @param asking whether it asks for the next panel, which nobody copies
  /// @param next where the rows of the next panel begin that it asks for; null for none
  private record Tile(
      Block block,
      Value t,
      Value j,
      int columns,
      Value aside,
      boolean copying,
      boolean asking,
      @Nullable Value next) {
    Zone zone() {
      return block.zone;
    }
  }

  private void sums(Tile tile, Now now) {
    boolean direct = cut.isDirect(tile.columns) && now.isLast;
    RegisterTile shape = shape(tile, now, direct);
    List<Value> arguments = new ArrayList<>();
    Value left = cut.packedLeft();
    arguments.add(left == null ? parts.buffer(product.a().buffer()) : parts.here(left));
    arguments.add(leftAt(tile, now));
    if (tile.copying || cut.packedRight() == null) {
      arguments.addAll(
          List.of(parts.buffer(product.b().buffer()), rightAt(tile.block.batch, tile.j, now)));
    }
    if (cut.packedRight() != null) {
      arguments.addAll(List.of(parts.here(cut.packedRight()), panelAt(tile, now)));
    }
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
    if (tile.next != null) {
      arguments.addAll(List.of(parts.buffer(product.b().buffer()), tile.next));
    }
    if (isInside) {
      shape.sums(w, Inputs.of(arguments));
    } else {
      w.call(parts.part(shape.name(), shape::write), arguments);
    }
  }

  private RegisterTile shape(Tile tile, Now now, boolean direct) {
    Axis m = product.rows();
    Axis k = product.depth();
    boolean packsLeft = cut.packedLeft() != null;
    boolean packsRight = cut.packedRight() != null;
    Held held = Held.of(product);
    held = packsLeft ? held.leftCopied() : held;
    held = packsRight && !tile.copying ? held.rightCopied() : held;
    Round round = cut.round(now.step);
    int rows = tile.zone().rows();
    int vectors = Math.ceilDiv(tile.columns, w.lanes());
    return new RegisterTile(
        rows,
        vectors,
        packsRight && !tile.copying ? vectors * w.lanes() : tile.columns,
        !packsLeft ? m.a() : cut.copiesRows() ? cut.apart() : 1,
        !packsLeft ? k.a() : cut.copiesRows() ? 1 : rows,
        packsRight && !tile.copying ? cut.width() : k.b(),
        tile.copying ? cut.width() : 0,
        !packsRight || tile.copying,
        now.isFirst ? 0 : cut.width(),
        direct ? m.c() : cut.width(),
        direct && cut.isEnded() ? end(tile, vectors) : null,
        round,
        !round.equals(Round.ONE) && parts.machine().assembled() && limits.terms == null,
        tile.asking ? ahead : 0,
        tile.next == null ? null : ask(),
        isInside && round.equals(Round.ONE) ? SmallTiles.together(rows, vectors) : 1,
        held);
  }

  private Value aside() {
    return parts.here(Objects.requireNonNull(cut.aside()));
  }

  private Value leftAt(Tile tile, Now now) {
    if (cut.packedLeft() != null) {
      return panels.leftAt(tile.zone(), tile.t, tile.block.t0);
    }
    long a = product.rows().a();
    Value row = w.moved(tile.block.batch.left(), tile.t, tile.zone().rows() * a);
    return w.plus(w.plus(row, tile.zone().first() * a), now.left);
  }

  private Value panelAt(Tile tile, Now now) {
    if (cut.copies().isByPanel()) {
      return w.whole(0);
    }
    Step step = now.step;
    Value panel = w.times(tile.j, cut.width() * step.rounds() * step.terms());
    return w.plus(panel, w.times(now.before, cut.panels() * cut.width()));
  }

  private Value rightAt(Batch batch, Value j, Now now) {
    long b = product.columns().b();
    return w.plus(w.moved(batch.right(), j, cut.width() * b), now.right);
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
