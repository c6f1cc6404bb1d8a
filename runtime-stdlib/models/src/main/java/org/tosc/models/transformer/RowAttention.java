package org.tosc.models.transformer;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.models.compute.Code;
import org.tosc.models.compute.Compute;

/// The attention of single rows, each to the pages of a cache: [PageAttention] page by page, for
/// the heads of one part of the cache ([CacheShape]).
///
/// Of a page that is not full only the begin is read, up to a multiple of [#STEP] positions, as it
/// is the memory of keys and values that this costs. What is read depends on the row's position
/// alone, so a row has the same bits whatever other rows go through a layer with it.
final class RowAttention {
  /// Positions that more of a page is read by. Each is a set of kernels.
  private static final int STEP = 16;

  private static final int INPUTS = 7;
  private static final int RESULTS = 3;

  private final Architecture architecture;
  private final CacheShape shape;
  private final Compute compute;
  private final @Nullable Code[] codes = new Code[CacheShape.PAGE / STEP];
  private final MemorySegment[] buffers = new MemorySegment[INPUTS + RESULTS];

  /// A page of positions that are not seen, one of those that are, and another of those that are
  /// not: all masks but those of windows that are shorter than a page lie in it.
  private final MemorySegment edges = floats(3 * CacheShape.PAGE);

  private final MemorySegment narrow = floats(CacheShape.PAGE);

  RowAttention(Architecture architecture, CacheShape shape, Compute compute) {
    this.architecture = architecture;
    this.shape = shape;
    this.compute = compute;
    Sums.fill(edges, PageAttention.NOTHING);
    Sums.fill(Sums.share(edges, 1, 3), 0);
  }

  private static MemorySegment floats(long count) {
    return Transformer.memory(count * Float.BYTES);
  }

  /// Attends from a position to itself and to those before it, or, in an encoder, to the whole
  /// text.
  ///
  /// @param part of the cache, whose heads attend
  /// @param query of all heads
  /// @param at the row's sums, where the result will be
  /// @param other as much memory again
  void attend(
      Cache cache, int layer, int position, int part, MemorySegment query, Sums at, Sums other) {
    int parts = shape.parts();
    MemorySegment asked = Sums.share(query, part, parts);
    int from = architecture.attention().first(layer, position);
    List<Cache.Page> pages = cache.pages(layer, position + 1);
    int first = from / CacheShape.PAGE;
    // Sums go to and fro, and must end where they are asked for.
    boolean isEven = (pages.size() - first) % 2 == 0;
    Sums here = (isEven ? at : other).share(part, parts);
    Sums there = (isEven ? other : at).share(part, parts);
    here.clear();
    for (int number = first; number < pages.size(); number++) {
      int begin = number * CacheShape.PAGE;
      Cache.Page page = pages.get(number).share(part, parts);
      page(page, from - begin, position - begin, asked, here, there);
      Sums before = here;
      here = there;
      there = before;
    }
  }

  /// @param from the first position of the page that is seen, perhaps in front of it
  /// @param to the last one, perhaps behind it
  private void page(Cache.Page page, int from, int to, MemorySegment query, Sums here, Sums there) {
    int read = Math.min(CacheShape.PAGE, Math.ceilDiv(to + 1, STEP) * STEP);
    buffers[0] = query;
    buffers[1] = page.keys();
    buffers[2] = page.values();
    buffers[3] = mask(from, to, read);
    here.into(buffers, 4);
    there.into(buffers, INPUTS);
    code(read).call(buffers);
  }

  private MemorySegment mask(int from, int to, int read) {
    long shift;
    if (from <= 0) {
      // Behind the last one that is seen nothing is.
      shift = 2L * CacheShape.PAGE - Math.min(to + 1, CacheShape.PAGE);
    } else if (to + 1 >= read) {
      shift = (long) CacheShape.PAGE - from;
    } else {
      for (int i = 0; i < read; i++) {
        Sums.set(narrow, i, i >= from && i <= to ? 0 : PageAttention.NOTHING);
      }
      return narrow.asSlice(0, (long) read * Float.BYTES);
    }
    return edges.asSlice(shift * Float.BYTES, (long) read * Float.BYTES);
  }

  private Code code(int read) {
    int number = read / STEP - 1;
    Code code = codes[number];
    if (code == null) {
      code =
          compute.compile(
              PageAttention.of(architecture, 1, shape.heads(), read, shape.element()).function());
      codes[number] = code;
    }
    return code;
  }
}
