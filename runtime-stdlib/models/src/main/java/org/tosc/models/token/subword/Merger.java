package org.tosc.models.token.subword;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// Merges the symbols of one word: of all pairs that merge the one of the lowest rank, and of equal
/// ones the leftmost, until none is left. `O(n log n)` for n symbols.
///
/// ```text
/// h e l l o      rank of (l, l) 3, of (h, e) 1
/// he . l l o     . is a place whose symbol went to the left
/// he . ll . o
/// ```
final class Merger {
  private static final int NOWHERE = -1;

  private final Merges merges;
  private int[] symbols = new int[64];
  private int[] next = new int[64];
  private int[] previous = new int[64];

  /// For each place the merge with the next symbol, or [Merges#NONE].
  private int[] pairs = new int[64];

  /// Places whose pairs merge, by rank, then by place: `rank << 32 | place`. An entry is out of
  /// date where the place's pair has another rank by now.
  private final LongHeap queue = new LongHeap();

  private int size;

  Merger(Merges merges) {
    this.merges = merges;
  }

  void clear() {
    size = 0;
  }

  void add(int symbol) {
    if (size == symbols.length) {
      int capacity = Math.multiplyExact(size, 2);
      symbols = Arrays.copyOf(symbols, capacity);
      next = Arrays.copyOf(next, capacity);
      previous = Arrays.copyOf(previous, capacity);
      pairs = Arrays.copyOf(pairs, capacity);
    }
    symbols[size++] = symbol;
  }

  /// Merges what was added, and gives what is left, from left to right.
  void finish(IntConsumer out) {
    link();
    while (!queue.isEmpty()) {
      long entry = queue.poll();
      int at = (int) entry;
      if (pairs[at] != Merges.NONE && merges.rank(pairs[at]) == (int) (entry >>> Integer.SIZE)) {
        merge(at);
      }
    }
    for (int at = 0; at < size && at != NOWHERE; at = next[at]) {
      out.accept(symbols[at]);
    }
  }

  private void link() {
    queue.clear();
    for (int at = 0; at < size; at++) {
      previous[at] = at - 1;
      next[at] = at + 1 < size ? at + 1 : NOWHERE;
    }
    for (int at = 0; at < size; at++) {
      look(at);
    }
  }

  /// Looks up the pair that begins at a place.
  private void look(int at) {
    int right = next[at];
    pairs[at] = right == NOWHERE ? Merges.NONE : merges.find(symbols[at], symbols[right]);
    if (pairs[at] != Merges.NONE) {
      queue.add(((long) merges.rank(pairs[at]) << Integer.SIZE) | at);
    }
  }

  private void merge(int at) {
    symbols[at] = merges.result(pairs[at]);
    int gone = next[at];
    pairs[gone] = Merges.NONE;
    next[at] = next[gone];
    if (next[at] != NOWHERE) {
      previous[next[at]] = at;
    }
    look(at);
    if (previous[at] != NOWHERE) {
      look(previous[at]);
    }
  }
}
