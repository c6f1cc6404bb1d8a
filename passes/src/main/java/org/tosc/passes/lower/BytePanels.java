package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Writes a product of many rows in blocks ([PackedBatch]) with rows of blocks of `q4_0` or `q8_0`,
/// `c[m, n] = Σ_k a[m, k] · b[n, k]`, by dot products of bytes whose lanes are columns.
///
/// ```text
/// the bytes of the left rows                              shared by threads
/// for panels of columns, shared by threads:
///   for tiles of rows:                                    sums wait in the first-level cache
///     for groups:
///       the panel's bytes, turned over                    a word of each column beside each other
///       for blocks, rows: sum += float(dots) · scales
/// ```
///
/// The weights stay as they lie in memory: turning a group over takes as long as some rows. What a
/// row has of a block are eight words, each multiplied with one of all columns at once, so that
/// nothing is added across lanes; a group's blocks have sums of their own, as in [FoldedTiles],
/// which gives the same bits.
final class BytePanels implements TileGrid.Body {
  /// Fewer rows do not pay for turning the weights over: with these [FoldedTiles] take as long.
  private static final Map<Scalar, Long> LEAST_ROWS = Map.of(Scalar.Q4_0, 6L, Scalar.Q8_0, 4L);

  /// Rows whose sums the first-level cache has beside what they multiply.
  private static final int MOST_ROWS = 128;

  private final Contraction product;
  private final Parts parts;
  private final ByteGroups groups;
  private final PackedBatch batch;
  private final int height;
  private final Value panel;
  private final Value scales;
  private final Value sums;

  private BytePanels(Contraction product, ByteGroups groups, Parts parts) {
    this.product = product;
    this.parts = parts;
    this.groups = groups;
    this.batch = new PackedBatch(product, groups, parts);
    long rows = product.rows().extent();
    long most = Math.ceilDiv(rows, Math.ceilDiv(rows, MOST_ROWS));
    this.height = Math.toIntExact(Math.ceilDiv(most, Quads.SIZE) * Quads.SIZE);
    long lanes = groups.lanes();
    this.panel = parts.own(lanes * lanes, Scalar.I32);
    this.scales = parts.own(groups.blocks() * lanes);
    this.sums = parts.own((long) groups.blocks() * height * lanes);
  }

  /// Whether a product of rows and columns in whole groups is such a one.
  static boolean fit(Contraction product, ByteGroups groups) {
    return product.batches().isEmpty()
        && product.rows().extent() >= LEAST_ROWS.getOrDefault(groups.weights(), Long.MAX_VALUE)
        && PackedBatch.fit(groups.lanes());
  }

  /// Writes the product, but not what follows it.
  static void write(Contraction product, ByteGroups groups, Parts parts) {
    BytePanels panels = new BytePanels(product, groups, parts);
    parts.phase(panels.batch::write);
    TileGrid grid = new TileGrid(product, parts, panels.height, groups.lanes());
    parts.phase(share -> grid.write(share, panels));
  }

  @Override
  public void tile(Batch place, Value i, Value j, int rows, int columns) {
    Writer w = parts.writer();
    long right = product.columns().b();
    PanelTile tile =
        new PanelTile(groups, rows, columns, height, right, product.rows().c(), batch.padded());
    List<Value> arguments = new ArrayList<>(batch.buffers());
    arguments.add(w.times(i, height / Quads.SIZE));
    arguments.addAll(
        List.of(
            parts.buffer(product.b().buffer()),
            w.moved(place.right(), j, groups.lanes() * right),
            parts.here(panel),
            parts.here(scales),
            parts.here(sums),
            parts.buffer(product.c().buffer()),
            w.moved(w.moved(place.out(), i, height * product.rows().c()), j, groups.lanes())));
    w.call(parts.part(tile.name(), tile::write), arguments);
  }
}
