package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tosc.passes.lower.Cut.Copies;
import org.tosc.passes.lower.TileWriter.Limits;
import org.tosc.tir.ir.Value;

/// Writes the loops of a [Contraction]: copies of its operands and the register tiles, batch by
/// batch.
///
/// ```text
/// for batches:
///   copy the right operand into panels
///   the tiles of the batch
/// ```
///
/// Where it can, the first tile of each panel copies it: 32 × 256 × 256 would spend a third of its
/// time on copies before tiles.
final class ContractionWriter {
  /// Batches that are enough to share them out evenly.
  private static final long MANY = 8;

  private final Contraction product;
  private final Cut cut;
  private final Parts parts;
  private final Set<Value> kept;

  /// What is shared: the outermost batches, rows of tiles, or panels.
  private record Sharing(Share batches, Share rows, Share panels) {
    static Sharing none(Writer w) {
      return new Sharing(Share.all(w), Share.all(w), Share.all(w));
    }

    /// The same of some panels.
    Sharing of(Share some) {
      return new Sharing(batches, rows, some);
    }

    Sharing inside(Writer w) {
      return new Sharing(Share.all(w), rows, panels);
    }
  }

  /// @param kept buffers whose elements are needed after the product
  ContractionWriter(Cut cut, Parts parts, Set<Value> kept) {
    this.product = cut.product();
    this.cut = cut;
    this.parts = parts;
    this.kept = kept;
  }

  static void write(Contraction product, Tiling tiling, Parts parts, Set<Value> kept) {
    Copies copies = Cut.copies(product, tiling, parts.threads(), parts.machine());
    Cut cut = Cut.of(product, tiling, parts, copies);
    ContractionWriter writer = new ContractionWriter(cut, parts, kept);
    boolean packsInside = Cut.rightBatches(product) > 0;
    boolean packs = copies == Copies.SHARED || (copies == Copies.OWN && !packsInside);
    boolean many = !product.batches().isEmpty() && product.batches().getFirst().extent() >= MANY;
    boolean sharesBatches = (packsInside && copies != Copies.NONE) || many;
    long columns = cut.sharedColumns(parts.threads());
    // Who copies panels uses them, if columns alone are shared: they stay in the caches of one
    // core.
    boolean packsOwn = packs && !sharesBatches && columns == parts.threads();
    if (packs && !packsOwn) {
      parts.phase(product.copyNanos(), share -> writer.packRight(List.of(), share));
    }
    parts.phase(
        share -> {
          if (packsOwn) {
            writer.packRight(List.of(), share);
          }
          Sharing how = sharesBatches ? writer.batches(share) : writer.grid(share, columns);
          if (writer.goesPanelByPanel() && (sharesBatches || columns == 1)) {
            Writer w = parts.writer();
            w.loop(
                cut.panels(),
                j -> writer.rows(List.of(), how.of(new Share(w, j, cut.panels())), Limits.NONE));
          } else {
            writer.rows(List.of(), how, Limits.NONE);
          }
        });
  }

  /// Whether all batches use a panel before the next: they share the right operand, and not all of
  /// it stays in the second-level cache. Rows of a small image are such batches; 14 of them would
  /// read 256 × 3 × 3 × 256 weights 14 times, and take twice as long.
  private boolean goesPanelByPanel() {
    long bytes = (long) Float.BYTES * cut.panels() * cut.width() * cut.steps().getLast().end();
    return !product.batches().isEmpty()
        && Cut.rightBatches(product) == 0
        && !cut.copies().isByPanel()
        && bytes > parts.machine().l2() / 2;
  }

  private Sharing batches(Share share) {
    Share all = Share.all(parts.writer());
    return new Sharing(share, all, all);
  }

  private Sharing grid(Share share, long columns) {
    return new Sharing(Share.all(parts.writer()), share.row(columns), share.column(columns));
  }

  /// Copies a share of the right operand's panels, if these are the batches that it moves along.
  void packRight(List<Value> point, Share share) {
    boolean isAhead = cut.copies() == Copies.SHARED || cut.copies() == Copies.OWN;
    if (isAhead && point.size() == Cut.rightBatches(product)) {
      new PanelCopies(cut, parts).right(Batch.of(parts.writer(), product, point), share);
    }
  }

  /// All tiles below some batches, with the right operand copied as far as these go.
  void rows(List<Value> point, Limits limits) {
    rows(point, Sharing.none(parts.writer()), limits);
  }

  private void rows(List<Value> point, Sharing sharing, Limits limits) {
    Writer w = parts.writer();
    if (point.size() == product.batches().size()) {
      Batch batch = Batch.of(w, product, point);
      new TileWriter(cut, parts, kept, limits).batch(batch, sharing.rows, sharing.panels);
      return;
    }
    long extent = product.batches().get(point.size()).extent();
    w.loop(
        sharing.batches.from(extent),
        sharing.batches.to(extent),
        1,
        i -> {
          List<Value> inner = new ArrayList<>(point);
          inner.add(i);
          packRight(inner, Share.all(w));
          rows(inner, sharing.inside(w), limits);
        });
  }
}
