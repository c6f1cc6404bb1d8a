package org.tosc.backends.snitch.cluster;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.backends.snitch.code.Routine;

/// A phase with how it is run.
///
/// @param routines what a core does of a tile: that of [Stretch#FIRST] alone, or all three
/// @param cycles about how many all of it takes
record Plan(
    Phase phase,
    Cut cut,
    List<Window> windows,
    Placement placement,
    Map<Stretch, Routine> routines,
    long cycles) {
  Plan {
    windows = List.copyOf(windows);
    routines = Collections.unmodifiableMap(new EnumMap<>(routines));
  }

  /// Bytes of the stack that the routines take.
  int stack() {
    return routines.values().stream().mapToInt(Routine::stack).max().orElse(0);
  }

  Routine routine(Stretch stretch) {
    return Objects.requireNonNull(routines.get(stretch));
  }

  int result() {
    return windows.size() - 1;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("space ").append(cut.extents()).append(", tile ").append(cut.tile());
    text.append(" in ").append(cut.parts()).append(", loops ").append(cut.order());
    text.append(", places ");
    for (int i = 0; i < windows.size(); i++) {
      text.append(i == 0 ? "" : " ").append(cut.isDouble().get(i) ? "2x" : "1x");
      text.append(windows.get(i).bytes());
    }
    return text.append(", steps ")
        .append(cut.steps())
        .append(", about ")
        .append(cycles)
        .append(" cycles")
        .toString();
  }
}
