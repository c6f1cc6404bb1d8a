package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.List;

/// A window as the DMA engine copies it: rows of bytes that lie together on both sides, and loops
/// over them.
///
/// @param row bytes
/// @param loops over rows, the outermost first
record Copy(long row, List<Loop> loops) {
  private static final int LINE = 64;
  private static final int PAGE = 4096;

  /// What a transfer takes besides its lines, and what the core needs to start it (snitch.md 4.8).
  private static final int START = 16;

  /// @param outside bytes from one round to the next in DRAM
  /// @param inside the same in TCDM
  record Loop(long count, long outside, long inside) {}

  Copy {
    loops = List.copyOf(loops);
  }

  static Copy of(List<Long> extents, List<Long> outside, List<Long> inside, long element) {
    List<Loop> loops = new ArrayList<>();
    long row = element;
    for (int axis = extents.size() - 1; axis >= 0; axis--) {
      long count = extents.get(axis);
      Loop next = new Loop(count, outside.get(axis), inside.get(axis));
      if (count == 1) {
        continue;
      }
      if (loops.isEmpty() && next.outside() == row && next.inside() == row) {
        row *= count;
        continue;
      }
      Loop last = loops.isEmpty() ? null : loops.getFirst();
      if (last != null
          && next.outside() == last.count() * last.outside()
          && next.inside() == last.count() * last.inside()) {
        loops.set(0, new Loop(last.count() * count, last.outside(), last.inside()));
      } else {
        loops.addFirst(next);
      }
    }
    return new Copy(row, loops);
  }

  /// How many transfers make it up: each has one loop of its own.
  long transfers() {
    long rounds = loops.stream().mapToLong(Loop::count).reduce(1, Math::multiplyExact);
    return loops.isEmpty() ? 1 : rounds / longest().count();
  }

  /// The loop that a transfer has.
  Loop longest() {
    return loops.stream().max(java.util.Comparator.comparingLong(Loop::count)).orElseThrow();
  }

  private long rows() {
    return loops.stream().mapToLong(Loop::count).reduce(1, Math::multiplyExact);
  }

  /// How many lines are written in TCDM, or read there.
  long lines() {
    boolean isAligned = row % LINE == 0 && loops.stream().allMatch(l -> l.inside() % LINE == 0);
    return rows() * (Cut.ceil(row, LINE) + (isAligned || row < LINE ? 0 : 1));
  }

  /// About how many cycles the engine works: a line a cycle, and one more for each burst that is
  /// read from DRAM.
  long cycles(boolean isLoad) {
    boolean isAligned = row % LINE == 0 && loops.stream().allMatch(l -> l.outside() % LINE == 0);
    long lines = Cut.ceil(row, LINE) + (isAligned ? 0 : 1);
    long bursts = isLoad ? 1 + row / PAGE : 0;
    return Math.max(rows() * (lines + bursts), lines()) + transfers() * START;
  }
}
