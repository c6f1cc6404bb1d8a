package org.tosc.passes.lower;

import java.util.Objects;
import org.tosc.passes.lower.Cut.Zone;
import org.tosc.tir.ir.Value;

/// Writes the copies of operands from which register tiles read: panels of the right operand, tiles
/// of rows of the left one.
final class PanelCopies {
  private final Cut cut;
  private final Contraction product;
  private final Parts parts;
  private final Writer w;
  private final Packing packing;

  PanelCopies(Cut cut, Parts parts) {
    this.cut = cut;
    this.product = cut.product();
    this.parts = parts;
    this.w = parts.writer();
    this.packing = new Packing(parts);
  }

  /// Copies a share of the panels.
  void right(Batch batch, Share share) {
    cut.steps().forEach(s -> right(batch, s, share));
  }

  /// Panel `j` of a step begins behind those of the steps before; its rounds follow each other.
  private void right(Batch batch, Step s, Share share) {
    int width = cut.width();
    long across = product.columns().b();
    long base = s.before() * cut.panels() * width;
    Value first = share.from(cut.panels());
    Value last = share.to(cut.panels());
    long full = cut.columns() / width;
    int rest = Math.toIntExact(cut.columns() - full * width);
    for (long round = 0; round < s.rounds(); round++) {
      Value from = w.plus(batch.right(), s.right() + round * Step.outer(product).b());
      long to = base + round * s.terms() * width;
      long size = width * s.rounds() * s.terms();
      w.loop(
          first,
          w.least(last, w.whole(full)),
          1,
          j -> {
            Value at = w.moved(from, j, width * across);
            Value panel = w.plus(w.times(j, size), to);
            panel(at, width, s.terms(), panel);
          });
      if (rest > 0) {
        // One round, in the share that has the last panel, which is no whole one.
        w.loop(
            w.most(first, w.whole(full)),
            last,
            1,
            _ -> {
              Value at = w.plus(from, full * width * across);
              Value panel = w.whole(full * size + to);
              panel(at, rest, s.terms(), panel);
            });
      }
    }
  }

  /// Copies some terms of a panel, which is all that there is.
  ///
  /// @param from where it begins in the operand
  /// @param columns that it has
  void ahead(Value from, int columns, long terms) {
    panel(from, columns, terms, w.whole(0));
  }

  /// Copies some terms of a panel, by way of a copy as `f32` where they are turned over.
  private void panel(Value from, int columns, long terms, Value to) {
    Value target = parts.here(Objects.requireNonNull(cut.packedRight()));
    Value operand = product.b().buffer();
    Value source = parts.buffer(operand);
    Value at = from;
    int width = cut.width();
    long across = product.columns().b();
    if (cut.wide() != null) {
      new Widened(columns, across, terms, Writer.element(operand))
          .write(parts, operand, from, cut.wide());
      source = parts.here(cut.wide());
      at = w.whole(0);
      across = terms;
    }
    long along = product.depth().b();
    packing.copy(source, at, target, to, terms, columns, width, width, across, along);
  }

  /// Copies the tiles of a block from `t0` on, with the terms of a step.
  ///
  /// Tile `t` begins at `(t - t0) · height · apart`. Where terms are neighbours, rows are copied as
  /// they are, an odd distance apart: rows that reach the ends of their cache lines at the same
  /// term, or lie a multiple of 4 KiB apart, make caches wait. Otherwise the rows of a term become
  /// neighbours.
  void left(Zone zone, Batch batch, Value t0, Value end, TileWriter.Now now) {
    Value target = parts.here(Objects.requireNonNull(cut.packedLeft()));
    long m = product.rows().a();
    long k = product.depth().a();
    Value source = parts.buffer(product.a().buffer());
    Value from = w.plus(w.plus(batch.left(), zone.first() * m), now.left());
    int terms = Math.toIntExact(now.step().terms());
    int height = zone.rows();
    w.loop(
        t0,
        end,
        1,
        t -> {
          Value at = w.moved(from, t, height * m);
          Value to = leftAt(zone, t, t0);
          if (cut.copiesRows()) {
            packing.copy(source, at, target, to, height, terms, terms, cut.apart(), k, m);
          } else {
            packing.copy(source, at, target, to, terms, height, height, height, m, k);
          }
        });
  }

  /// Where a tile begins among the copied tiles of its block.
  Value leftAt(Zone zone, Value t, Value t0) {
    return w.times(w.minus(t, t0), zone.rows() * cut.apart());
  }
}
