package org.tosc.models.transformer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// The keys and values of a text's tokens, layer by layer, in pages of [#PAGE] positions. Pages are
/// made when the text grows into them, so memory follows its length and not the model's context.
///
/// A page has keys `[PAGE, kvHeads, size]`, then values of the same shape, as `f32`: its first
/// positions are together, so a page that is not full is not read to its end. For one thread at a
/// time.
public final class Cache {
  /// Positions of a page: few enough that short texts read little that is empty, and as many as
  /// make a call of a kernel cheap.
  static final int PAGE = 64;

  private static final long CACHE_LINE = 64;

  private final Arena arena = Arena.ofAuto();
  private final List<List<Page>> layers = new ArrayList<>();
  private final int kvHeads;
  private final int headSize;
  private int length;

  /// One page of one layer.
  record Page(MemorySegment keys, MemorySegment values) {}

  Cache(Architecture architecture) {
    this.kvHeads = architecture.kvHeads();
    this.headSize = architecture.headSize();
    for (int layer = 0; layer < architecture.layers(); layer++) {
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

  /// Bytes that its pages take.
  public long bytes() {
    long pages = layers.stream().mapToLong(List::size).sum();
    return 2 * pages * pageBytes();
  }

  private long pageBytes() {
    return (long) kvHeads * PAGE * headSize * Float.BYTES;
  }

  /// The pages of a layer that hold so many positions.
  List<Page> pages(int layer, int positions) {
    List<Page> pages = layers.get(layer);
    int count = Math.ceilDiv(positions, PAGE);
    while (pages.size() < count) {
      pages.add(new Page(allocate(), allocate()));
    }
    return pages.subList(0, count);
  }

  private MemorySegment allocate() {
    return arena.allocate(pageBytes(), CACHE_LINE);
  }

  /// Puts a token's keys and values `[kvHeads, size]` of a layer where its position is.
  void put(
      int layer, int position, MemorySegment keys, long keysAt, MemorySegment values, long at) {
    Page page = pages(layer, position + 1).get(position / PAGE);
    long bytes = (long) kvHeads * headSize * Float.BYTES;
    long to = position % PAGE * bytes;
    MemorySegment.copy(keys, keysAt, page.keys, to, bytes);
    MemorySegment.copy(values, at, page.values, to, bytes);
  }

  /// So many more tokens are in all layers.
  void grow(int tokens) {
    length += tokens;
  }

  /// The mask of some rows for a page: which of its positions each sees.
  ///
  /// @param first the position of the first row, or, where all rows see the same, the last one
  /// @param window how many positions a row sees, itself among them; 0 for all
  static void mask(
      MemorySegment mask, int rows, int first, boolean isCausal, int length, int page, int window) {
    for (int row = 0; row < rows; row++) {
      int last = isCausal ? first + row : length - 1;
      int from = window == 0 ? 0 : Math.max(0, last - window + 1);
      for (int i = 0; i < PAGE; i++) {
        int position = page * PAGE + i;
        boolean isSeen = position >= from && position <= last;
        mask.setAtIndex(
            ValueLayout.JAVA_FLOAT, (long) row * PAGE + i, isSeen ? 0 : PageAttention.NOTHING);
      }
    }
  }
}
