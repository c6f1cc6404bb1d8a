package org.tosc.models.transformer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One token of each of several texts through a model together: each weight is read once for all of
/// them, which is what a step costs. Each text attends to its own cache.
///
/// ```java
/// SeveralTexts texts = new SeveralTexts(transformer);
/// float[][] logits = texts.logits(List.of(one, another), next);
/// ```
///
/// For one thread at a time, the transformer's.
public final class SeveralTexts {
  /// Rows that go through a layer together; where there are fewer texts, the rest is empty. Each is
  /// a set of kernels.
  private static final int[] SIZES = {4, 8, 16, 32, 64};

  /// The most texts of a step.
  public static final int MOST = SIZES[SIZES.length - 1];

  private final Transformer transformer;
  private final Map<Integer, Space> spaces = new HashMap<>();

  public SeveralTexts(Transformer transformer) {
    this.transformer = transformer;
  }

  /// Appends a token to each text and gives the logits of what comes after it, text by text.
  ///
  /// @param caches of different texts, at most [#MOST]
  /// @param tokens one for each
  public float[][] logits(List<Cache> caches, int[] tokens) {
    if (caches.isEmpty() || caches.size() > MOST || caches.size() != tokens.length) {
      throw new IllegalArgumentException(caches.size() + " texts, " + tokens.length + " tokens");
    }
    if (tokens.length == 1) {
      return new float[][] {transformer.logits(caches.getFirst(), tokens)};
    }
    int size = 0;
    while (SIZES[size] < tokens.length) {
      size++;
    }
    return spaces.computeIfAbsent(SIZES[size], Space::new).run(caches, tokens);
  }

  /// The memory and the pieces for so many rows.
  private final class Space {
    private final Architecture a = transformer.architecture();
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

    Space(int size) {
      this.size = size;
      Parameters parameters = transformer.parameters();
      Rows rows = new Rows(size, Rows.Order.OF_SEVERAL_TEXTS);
      long pairs = a.rotary() == null ? 0 : a.rotary().features() / 2;
      this.cosines = floats(pairs);
      this.sines = floats(pairs);
      this.x = floats(a.width());
      this.next = floats(a.width());
      this.q = floats((long) a.heads() * a.headSize());
      this.k = floats((long) a.kvHeads() * a.headSize());
      this.v = floats((long) a.kvHeads() * a.headSize());
      this.attended = Sums.of(size, a);
      this.logits = floats(a.vocabulary());
      this.head = Head.of(a, size, parameters);
      Sums other = Sums.of(size, a);
      for (int row = 0; row < size; row++) {
        queries.add(Sums.slice(q, row, (long) a.heads() * a.headSize()));
        sums.add(attended.row(row, a));
        others.add(other.row(row, a));
      }
      for (int layer = 0; layer < a.layers(); layer++) {
        in.add(AttentionIn.of(a, rows, parameters.layer(layer)));
        out.add(AttentionOut.of(a, rows, parameters.layer(layer)));
      }
    }

    /// So many numbers for each row.
    private MemorySegment floats(long each) {
      return Transformer.memory(Math.max(1, each * size) * Float.BYTES);
    }

    float[][] run(List<Cache> caches, int[] tokens) {
      Rotary rotary = a.rotary();
      for (int row = 0; row < tokens.length; row++) {
        int position = caches.get(row).length();
        int[] token = {tokens[row]};
        transformer.tokens().write(token, 0, 1, position, Sums.slice(x, row, a.width()));
        if (rotary != null) {
          rotary.write(position, cosines, sines, row);
        }
      }
      for (int layer = 0; layer < a.layers(); layer++) {
        layer(caches, layer);
      }
      caches.forEach(cache -> cache.grow(1));
      transformer.call(head, transformer.parameters(), List.of(x), List.of(logits));
      float[][] all = new float[tokens.length][];
      for (int row = 0; row < all.length; row++) {
        all[row] = Sums.slice(logits, row, a.vocabulary()).toArray(ValueLayout.JAVA_FLOAT);
      }
      return all;
    }

    private void layer(List<Cache> caches, int layer) {
      Parameters weights = transformer.parameters().layer(layer);
      List<MemorySegment> inputs = a.rotary() == null ? List.of(x) : List.of(x, cosines, sines);
      transformer.call(in.get(layer), weights, inputs, List.of(q, k, v));
      // Rows of no text divide by 1, not by 0.
      Sums.fill(attended.l(), 1);
      long bytes = (long) a.kvHeads() * a.headSize() * Float.BYTES;
      for (int row = 0; row < caches.size(); row++) {
        Cache cache = caches.get(row);
        cache.put(layer, cache.length(), k, row * bytes, v, row * bytes);
        transformer
            .attention()
            .attend(cache, layer, cache.length(), queries.get(row), sums.get(row), others.get(row));
      }
      transformer.call(
          out.get(layer), weights, List.of(x, attended.o(), attended.l()), List.of(next));
      MemorySegment before = x;
      x = next;
      next = before;
    }
  }
}
