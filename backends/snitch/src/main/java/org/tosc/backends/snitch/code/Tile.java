package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.snitch.code.Stage.Slot;

/// What is done for a few points side by side: stages for the first step of their reductions, for
/// each of the middle steps, and for the last.
///
/// The first step makes no zero first and the last writes to the stream, so a sum of `n` products
/// is `n` instructions (snitch.md section 7, b).
///
/// @param only the stages where there is one step, or no reduction
/// @param owns registers that each point needs
/// @param table numbers that come by a stream ([Table])
public record Tile(
    List<Stage> first,
    List<Stage> middle,
    List<Stage> last,
    List<Stage> only,
    int owns,
    List<Double> table) {
  public Tile {
    first = List.copyOf(first);
    middle = List.copyOf(middle);
    last = List.copyOf(last);
    only = List.copyOf(only);
    table = List.copyOf(table);
  }

  Tile(List<Stage> first, List<Stage> middle, List<Stage> last, List<Stage> only, int owns) {
    this(first, middle, last, only, owns, List.of());
  }

  /// Instructions for a number of points and steps, each loop written once.
  int size(int points, long steps) {
    if (steps == 1) {
      return size(only, points);
    }
    return size(first, points) + size(last, points) + (steps > 2 ? size(middle, points) : 0);
  }

  static int size(List<Stage> stages, int points) {
    return stages.stream().mapToInt(s -> s.size(points)).sum();
  }

  /// All stages that occur with a number of steps.
  List<Stage> stages(long steps) {
    if (steps == 1) {
      return only;
    }
    List<Stage> all = new ArrayList<>(first);
    all.addAll(middle);
    all.addAll(last);
    return all;
  }

  /// The cycles in which the stages of one step are issued, where the step before was the same: a
  /// stage waits for the one before it, and results of a shorter pipeline for those of a longer one
  /// (snitch.md rules 15 and 16).
  static long cycles(List<Stage> stages, int points) {
    long cycles = 0;
    int before = stages.isEmpty() ? 0 : stages.getLast().op().distance();
    for (Stage stage : stages) {
      boolean isAwaited = stage.target() instanceof Slot.Own;
      int distance = stage.op().distance();
      cycles += Math.max(stage.size(points), isAwaited ? distance : 0);
      cycles += Math.max(0, before - distance);
      before = distance;
    }
    return cycles;
  }

  /// The cycles of a tile.
  long cycles(int points, long steps) {
    if (steps == 1) {
      return cycles(only, points);
    }
    return cycles(first, points) + (steps - 2) * cycles(middle, points) + cycles(last, points);
  }
}
