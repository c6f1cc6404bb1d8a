package org.tosc.passes.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Gives blocks offsets so that blocks that are needed at the same time lie apart.
///
/// Largest first, each in the smallest gap that holds it (Pisarchyk and Lee, "Efficient Memory
/// Management for Deep Neural Net Inference", MLSys 2020 workshop, "greedy by size"): within a few
/// percent of the least for networks.
final class Arena {
  /// Blocks begin at cache lines.
  static final long ALIGNMENT = 64;

  record Placed(Block block, long offset) {
    long end() {
      return offset + block.bytes();
    }
  }

  private final List<Placed> placed = new ArrayList<>();

  private Arena() {}

  static List<Placed> place(List<Block> blocks) {
    Arena arena = new Arena();
    blocks.stream()
        .sorted(Comparator.comparingLong(Block::bytes).reversed().thenComparingInt(Block::from))
        .forEach(b -> arena.placed.add(new Placed(b, arena.offset(b))));
    return List.copyOf(arena.placed);
  }

  private long offset(Block block) {
    List<Placed> beside =
        placed.stream()
            .filter(p -> p.block.overlaps(block))
            .sorted(Comparator.comparingLong(Placed::offset))
            .toList();
    long best = -1;
    long least = Long.MAX_VALUE;
    long free = 0;
    for (Placed p : beside) {
      long gap = p.offset - free;
      if (gap >= block.bytes() && gap < least) {
        best = free;
        least = gap;
      }
      free = Math.max(free, aligned(p.end()));
    }
    return best >= 0 ? best : free;
  }

  static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
