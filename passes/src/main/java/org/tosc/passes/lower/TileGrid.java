package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.Value;

/// The loops around the tiles of a product whose columns are shared out: batches, tiles of columns,
/// and tiles of rows inside these.
///
/// @param height rows of a tile
/// @param width columns of a tile
record TileGrid(Contraction product, Parts parts, int height, int width) {
  /// What is written inside.
  interface Body {
    /// Before the tiles of a batch.
    default void begin(Batch batch) {}

    /// Before the rows of columns `j · width` and on.
    default void columns(Batch batch, Value j, int columns) {}

    /// The tile of rows `i · height` and columns `j · width` on.
    void tile(Batch batch, Value i, Value j, int rows, int columns);
  }

  /// Writes a share of the columns of all batches.
  void write(Share share, Body body) {
    batches(List.of(), share, body);
  }

  private void batches(List<Value> point, Share share, Body body) {
    Writer w = parts.writer();
    if (point.size() == product.batches().size()) {
      Batch batch = Batch.of(w, product, point);
      body.begin(batch);
      columns(batch, share, body);
      return;
    }
    w.loop(
        product.batches().get(point.size()).extent(),
        i -> {
          List<Value> inner = new ArrayList<>(point);
          inner.add(i);
          batches(inner, share, body);
        });
  }

  private void columns(Batch batch, Share share, Body body) {
    Writer w = parts.writer();
    Panels tiles = new Panels(product.columns().extent(), width);
    Value first = share.from(tiles.count());
    Value behind = share.to(tiles.count());
    tiles.each(w, first, behind, (j, columns) -> rows(batch, j, columns, body));
  }

  private void rows(Batch batch, Value j, int columns, Body body) {
    Writer w = parts.writer();
    long all = product.rows().extent();
    long full = all / height;
    int rest = Math.toIntExact(all - full * height);
    body.columns(batch, j, columns);
    w.loop(full, i -> body.tile(batch, i, j, height, columns));
    if (rest > 0) {
      body.tile(batch, w.whole(full), j, rest, columns);
    }
  }
}
