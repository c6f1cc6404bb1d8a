package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The addresses of a stream as its configuration has them (snitch.md 2.3).
///
/// @param repeat how many times more each element is delivered
/// @param steps at most four loops, the innermost first
public record Pattern(int repeat, List<Step> steps) {
  private static final int MOST_DIMENSIONS = 4;
  private static final int MOST_DELIVERIES = 16;

  /// A loop as the configuration has it.
  ///
  /// @param count rounds
  /// @param stride bytes by which the pointer moves when the loop goes on, from where the inner
  ///   loops have left it
  public record Step(int count, int stride) {}

  /// A loop as programs have it: bytes from one round to the next.
  record Loop(int count, long stride) {}

  public Pattern {
    steps = List.copyOf(steps);
  }

  /// Of loops, the innermost first; null where it is too many.
  static @Nullable Pattern of(List<Loop> loops, boolean mayRepeat) {
    List<Loop> merged = new ArrayList<>();
    int deliveries = 1;
    for (Loop loop : loops) {
      if (loop.count() == 1) {
        continue;
      }
      if (mayRepeat
          && merged.isEmpty()
          && loop.stride() == 0
          && deliveries * loop.count() <= MOST_DELIVERIES) {
        deliveries *= loop.count();
      } else if (!merged.isEmpty() && goesOn(merged.getLast(), loop)) {
        Loop inner = merged.removeLast();
        merged.add(new Loop(inner.count() * loop.count(), inner.stride()));
      } else {
        merged.add(loop);
      }
    }
    if (merged.size() > MOST_DIMENSIONS) {
      return null;
    }
    if (merged.isEmpty()) {
      merged.add(new Loop(1, Long.BYTES));
    }
    return new Pattern(deliveries - 1, relative(merged));
  }

  private static boolean goesOn(Loop inner, Loop outer) {
    return outer.stride() == inner.stride() * inner.count();
  }

  private static List<Step> relative(List<Loop> loops) {
    List<Step> steps = new ArrayList<>();
    long moved = 0;
    for (Loop loop : loops) {
      steps.add(new Step(loop.count(), Math.toIntExact(loop.stride() - moved)));
      moved += loop.stride() * (loop.count() - 1);
    }
    return steps;
  }

  int dimensions() {
    return steps.size();
  }
}
