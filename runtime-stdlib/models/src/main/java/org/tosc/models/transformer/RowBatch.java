package org.tosc.models.transformer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Rows that go through a model together, each at a position of a cache of its own, or of one that
/// it shares with the rows before it. Each attends alone ([RowAttention]).
final class RowBatch {
  private final Transformer transformer;
  private final Architecture a;
  private final int size;
  private final MemorySegment cosines;
  private final MemorySegment sines;
  private MemorySegment x;
  private MemorySegment next;
  private final MemorySegment q;
  private final MemorySegment k;
  private final MemorySegment v;
  private final Sums attended;
  private final List<MemorySegment> queries = new ArrayList<>();
  private final List<Sums> sums = new ArrayList<>();
  private final List<Sums> others = new ArrayList<>();
  private final MemorySegment logits;
  private final Piece head;
  private final List<Piece> in = new ArrayList<>();
  private final List<Piece> out = new ArrayList<>();

  RowBatch(Transformer transformer, int size) {
    this.transformer = transformer;
    this.a = transformer.architecture();
    this.size = size;
    Parameters parameters = transformer.parameters();
    Rows rows = new Rows(size, Rows.Order.OF_SEVERAL_TEXTS);
    long pairs = a.rotary() == null ? 0 : a.rotary().features() / 2;
    this.cosines = floats(pairs);
    this.sines = floats(pairs);
    this.x = floats(a.width());
    this.next = floats(a.width());
    this.q = floats((long) a.heads() * a.headSize());
    this.k = Transformer.memory(size * transformer.shape().rowBytes());
    this.v = Transformer.memory(size * transformer.shape().rowBytes());
    this.attended = Sums.of(size, a);
    this.logits = floats(a.vocabulary());
    this.head = Head.of(a, size, parameters);
    Sums other = Sums.of(size, a);
    for (int row = 0; row < size; row++) {
      queries.add(Sums.share(q, row, size));
      sums.add(attended.share(row, size));
      others.add(other.share(row, size));
    }
    for (int layer = 0; layer < a.layers(); layer++) {
      in.add(AttentionIn.of(a, rows, parameters.layer(layer), transformer.shape().element()));
      out.add(AttentionOut.of(a, rows, parameters.layer(layer)));
    }
  }

  /// So many numbers for each row.
  private MemorySegment floats(long each) {
    return Transformer.memory(Math.max(1, each * size) * Float.BYTES);
  }

  /// Puts tokens at positions and gives the logits behind each.
  ///
  /// @param caches which each row attends to. Where several rows have the same one, their positions
  ///   follow each other
  /// @param tokens at most as many as there are rows; the rest is empty
  float[][] run(List<Cache> caches, int[] positions, int[] tokens) {
    Rotary rotary = a.rotary();
    for (int row = 0; row < tokens.length; row++) {
      int position = positions[row];
      int[] token = {tokens[row]};
      transformer.tokens().write(token, 0, 1, position, Sums.share(x, row, size));
      if (rotary != null) {
        rotary.write(position, cosines, sines, row);
      }
    }
    for (int layer = 0; layer < a.layers(); layer++) {
      layer(caches, positions, layer);
    }
    caches.forEach(cache -> cache.grow(1));
    transformer.call(head, transformer.parameters(), List.of(x), List.of(logits));
    float[][] all = new float[tokens.length][];
    for (int row = 0; row < all.length; row++) {
      all[row] = Sums.share(logits, row, size).toArray(ValueLayout.JAVA_FLOAT);
    }
    return all;
  }

  private void layer(List<Cache> caches, int[] positions, int layer) {
    Parameters weights = transformer.parameters().layer(layer);
    List<MemorySegment> inputs = a.rotary() == null ? List.of(x) : List.of(x, cosines, sines);
    transformer.call(in.get(layer), weights, inputs, List.of(q, k, v));
    // Rows of no text divide by 1, not by 0.
    Sums.fill(attended.l(), 1);
    for (int row = 0; row < caches.size(); row++) {
      caches.get(row).put(layer, positions[row], k, v, row);
    }
    transformer
        .attention()
        .run(
            caches.size(),
            (attention, row, part) ->
                attention.attend(
                    caches.get(row),
                    layer,
                    positions[row],
                    part,
                    queries.get(row),
                    sums.get(row),
                    others.get(row)));
    transformer.call(
        out.get(layer), weights, List.of(x, attended.o(), attended.l()), List.of(next));
    MemorySegment before = x;
    x = next;
    next = before;
  }
}
