package org.tosc.models.transformer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// The keys and values of a text's tokens, layer by layer, in pages of [CacheShape#PAGE] positions.
/// Pages are made when the text grows into them, so memory follows its length and not the model's
/// context.
///
/// A page has keys `[kvHeads, PAGE, size]`, then values of the same shape ([CacheShape]). For one
/// thread at a time.
public final class Cache {
  private static final long CACHE_LINE = 64;

  /// Pages of a layer that stay for another text.
  private static final int KEPT = 4;

  private final List<List<Page>> layers = new ArrayList<>();
  private final CacheShape shape;
  private int length;

  /// One page of one layer.
  record Page(MemorySegment keys, MemorySegment values) {
    void clear() {
      keys.fill((byte) 0);
      values.fill((byte) 0);
    }

    /// The keys and values of one of equal shares of the heads.
    Page share(int number, int count) {
      return new Page(Sums.share(keys, number, count), Sums.share(values, number, count));
    }
  }

  Cache(CacheShape shape) {
    this.shape = shape;
    for (int layer = 0; layer < shape.layers(); layer++) {
      layers.add(new ArrayList<>());
    }
  }

  /// Tokens that are in it.
  public int length() {
    return length;
  }

  /// Forgets all tokens from a position on. Their pages stay for those that come.
  public void truncate(int position) {
    if (position < 0 || position > length) {
      throw new IllegalArgumentException(position + " of " + length + " tokens");
    }
    length = position;
  }

  /// Forgets all tokens, and all pages but the first few, which are there for the next text. They
  /// hold zeros again: what nobody sees is multiplied by 0, and a number that is none would stay.
  public void clear() {
    length = 0;
    for (List<Page> pages : layers) {
      pages.subList(Math.min(KEPT, pages.size()), pages.size()).clear();
      pages.forEach(Page::clear);
    }
  }

  /// Bytes that its pages take.
  public long bytes() {
    long pages = layers.stream().mapToLong(List::size).sum();
    return 2 * pages * shape.pageBytes();
  }

  /// The pages of a layer that hold so many positions.
  List<Page> pages(int layer, int positions) {
    List<Page> pages = layers.get(layer);
    int count = Math.ceilDiv(positions, CacheShape.PAGE);
    while (pages.size() < count) {
      pages.add(new Page(allocate(), allocate()));
    }
    return pages.subList(0, count);
  }

  private MemorySegment allocate() {
    return Arena.ofAuto().allocate(shape.pageBytes(), CACHE_LINE);
  }

  /// Puts keys and values `[rows, kvHeads, size]` of a layer where a position is.
  ///
  /// @param row of theirs
  void put(int layer, int position, MemorySegment keys, MemorySegment values, int row) {
    Page page = pages(layer, position + 1).get(position / CacheShape.PAGE);
    put(page.keys, position % CacheShape.PAGE, keys, row);
    put(page.values, position % CacheShape.PAGE, values, row);
  }

  private void put(MemorySegment page, int position, MemorySegment rows, int row) {
    long bytes = shape.headBytes();
    for (int head = 0; head < shape.kvHeads(); head++) {
      long from = row * shape.rowBytes() + head * bytes;
      long to = ((long) head * CacheShape.PAGE + position) * bytes;
      MemorySegment.copy(rows, from, page, to, bytes);
    }
  }

  /// So many more tokens are in all layers.
  void grow(int tokens) {
    length += tokens;
  }
}
