package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.tosc.passes.lower.Cut.Copies;
import org.tosc.passes.lower.TileWriter.Limits;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Value;

/// Writes [RowBlocks]: loops over batches and blocks of rows around the tiles of both products and
/// the sweep between them. All blocks are of one height; the last one begins earlier where rows are
/// no multiple of it, and computes some rows again.
final class RowBlocksWriter {
  private final RowBlocks all;
  private final Parts parts;
  private final long rows;
  private final long height;
  private final List<Stage> stages;
  private final Contraction first;
  private final Contraction last;
  private final ContractionWriter firstWriter;
  private final ContractionWriter lastWriter;

  private RowBlocksWriter(
      RowBlocks all,
      long height,
      Function<Contraction, Tiling> sizes,
      Parts parts,
      Set<Value> kept) {
    this.all = all;
    this.parts = parts;
    this.rows = all.stages().getFirst().extents().get(all.row());
    this.height = height;
    this.stages = all.cut(height, kept);
    all.blocks(height, kept).forEach((buffer, block) -> parts.shrink(buffer, block.size()));
    int outer = all.row() + 1;
    this.first = Objects.requireNonNull(Contraction.at(stages, 0, outer));
    this.last = Objects.requireNonNull(Contraction.at(stages, all.second(), outer));
    this.firstWriter = new ContractionWriter(cut(sizes, first), parts, keptOf(kept));
    this.lastWriter = new ContractionWriter(cut(sizes, last), parts, kept);
  }

  static void write(
      RowBlocks all, Function<Contraction, Tiling> sizes, Parts parts, Set<Value> kept) {
    Contraction product = Objects.requireNonNull(Contraction.at(all.stages(), 0, 0));
    long rows = all.stages().getFirst().extents().get(all.row());
    long height = sizes.apply(product).height(rows, product.columns().extent());
    new RowBlocksWriter(all, height, sizes, parts, kept).write();
  }

  /// Right operands are used by all blocks of rows, and copied once.
  private Cut cut(Function<Contraction, Tiling> sizes, Contraction product) {
    Copies copies = Cut.rightBatches(product) > 0 ? Copies.OWN : Copies.SHARED;
    return Cut.of(product, sizes.apply(product).packingRight(), parts, copies);
  }

  /// What the first product gives is needed by what follows it.
  private Set<Value> keptOf(Set<Value> kept) {
    Set<Value> more = new java.util.HashSet<>(kept);
    stages
        .subList(first.stages(), stages.size())
        .forEach(s -> s.ins().forEach(in -> more.add(in.buffer())));
    return more;
  }

  private void write() {
    if (Math.min(Cut.rightBatches(first), Cut.rightBatches(last)) == 0) {
      double nanos = first.copyNanos() + last.copyNanos();
      parts.phase(nanos, share -> packRight(List.of(), share));
    }
    parts.phase(share -> batches(List.of(), share));
  }

  private void packRight(List<Value> point, Share share) {
    firstWriter.packRight(point, share);
    lastWriter.packRight(point, share);
  }

  private void batches(List<Value> point, Share share) {
    Writer w = parts.writer();
    if (point.size() == all.row()) {
      long blocks = Math.ceilDiv(rows, height);
      w.loop(share.from(blocks), share.to(blocks), 1, i -> block(with(point, start(w, i))));
      return;
    }
    long extent = stages.getFirst().extents().get(point.size());
    w.loop(
        share.from(extent),
        share.to(extent),
        1,
        i -> {
          List<Value> inner = with(point, i);
          packRight(inner, Share.all(w));
          batches(inner, Share.all(w));
        });
  }

  /// The first row of a block. Rows that the last two blocks share are computed twice, to the same
  /// bits.
  private Value start(Writer w, Value block) {
    Value row = w.times(block, height);
    return rows % height == 0 ? row : w.least(row, w.whole(rows - height));
  }

  private static List<Value> with(List<Value> point, Value more) {
    List<Value> all = new ArrayList<>(point);
    all.add(more);
    return all;
  }

  private void block(List<Value> point) {
    Value end = all.sees() == null ? null : end(point.getLast(), all.sees());
    firstWriter.rows(point, new Limits(end, null));
    List<Stage> between = stages.subList(first.stages(), all.second());
    if (!between.isEmpty()) {
      String name = "rows" + first.c().buffer().id();
      Sweep.write(parts, between, name, point, all.row() + 2, first.columns().extent(), end);
    }
    lastWriter.rows(point, new Limits(null, end));
  }

  /// The column before which all rows of a block see what they see: a multiple of four vectors, so
  /// of a panel, or the end.
  private Value end(Value row, long sees) {
    Writer w = parts.writer();
    long chunk = 4L * w.lanes();
    long columns = first.columns().extent();
    Value last = w.most(w.whole(1), w.plus(row, height + sees));
    Value chunks = w.op(CoreOp.QUOT, w.plus(last, chunk - 1), w.whole(chunk));
    return w.least(w.times(chunks, chunk), w.whole(columns));
  }
}
