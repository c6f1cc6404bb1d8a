package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tosc.backends.triton.block.Program.Schedule;
import org.tosc.backends.triton.block.Size;

/// How long blocks of points and of terms are: some thousand elements a program, in tiles whose
/// neighbours are neighbours in memory.
///
/// @param points how many programs share out
/// @param width elements of a tile for each point
/// @param terms how many terms of a sum a program takes at once, if there are sums
record FlatSchedules(long points, long width, long terms) {
  /// How many elements programs have, the likely best first, and how many warps for that.
  private static final long[][] CHOICES = {{1024, 4}, {512, 4}, {2048, 4}, {2048, 8}, {4096, 8}};

  static final long MOST_TERMS = 1024;
  private static final long FEW_TERMS = 16;

  /// @param axes classes that are axes of tiles
  static FlatSchedules of(Group group, Set<Integer> axes) {
    long width =
        axes.stream().map(group::extent).map(FlatSchedules::padded).reduce(1L, (a, b) -> a * b);
    long most = 0;
    boolean isContiguous = true;
    for (int s = 0; s < group.stages().size(); s++) {
      Stage stage = group.stages().get(s);
      int[] classes = group.classes().get(s);
      List<Integer> own =
          stage.reductions().stream().filter(d -> !axes.contains(classes[d])).toList();
      if (!own.isEmpty() && Join.of(stage) != null) {
        most = Math.max(most, padded(Contraction.points(stage, own)));
        isContiguous &= isContiguous(stage);
      }
    }
    long room = Math.max(1, 4096 / width);
    long terms = Math.min(Math.min(most, isContiguous ? MOST_TERMS : FEW_TERMS), room);
    return new FlatSchedules(group.points(), width, Math.max(1, terms));
  }

  /// Whether terms lie side by side.
  private static boolean isContiguous(Stage stage) {
    for (int operand : stage.used()) {
      Access access = stage.operands().get(operand);
      int last = access.map().rank() - 1;
      if (last >= 0
          && stage.reductions().stream().anyMatch(d -> access.map().result(last).uses(d))) {
        return true;
      }
    }
    return false;
  }

  /// The least power of two that is not less.
  static long padded(long extent) {
    return Long.highestOneBit(2 * extent - 1);
  }

  private long blockOf(long elements) {
    long most = Math.max(1, elements / (width * terms));
    return Math.min(Long.highestOneBit(most), padded(points));
  }

  /// Points of a program.
  Size block() {
    return new Size("BLOCK", blockOf(CHOICES[0][0]));
  }

  /// Terms of a stage that are taken at once.
  Size terms(long all) {
    return Size.of(Math.min(terms, padded(all)));
  }

  boolean isRagged(long extent, Size block) {
    long most = block.isNamed() ? blockOf(CHOICES[CHOICES.length - 1][0]) : block.value();
    return extent % most != 0;
  }

  List<Schedule> schedules() {
    List<Schedule> all = new ArrayList<>();
    for (long[] choice : CHOICES) {
      long block = blockOf(choice[0]);
      long elements = block * width * terms;
      int warps = Math.clamp(elements / 256, choice[1] > 4 ? 8 : 4, 16);
      List<Size> sizes = points > 1 ? List.of(new Size("BLOCK", block)) : List.of();
      Schedule schedule = new Schedule(sizes, Integer.highestOneBit(warps), 2);
      if (!all.contains(schedule)) {
        all.add(schedule);
      }
    }
    return all;
  }
}
