package org.tosc.backends.jvm.link;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;

/// A launch in progress: its grid, and the program that runs. Programs run one after another in
/// lexicographic order.
///
/// ```java
/// for (Grid grid = Grid.of(extents); grid.advances(); ) { kernel(…); }
/// ```
public final class Grid {
  private final long[] extents;
  private final long[] program;
  private boolean more = true;

  private Grid(long[] extents) {
    this.extents = extents.clone();
    this.program = new long[extents.length];
    for (long extent : extents) {
      if (extent < 0) {
        throw Errors.value("an extent is at least 0, found " + extent);
      }
      more &= extent > 0;
    }
    if (program.length > 0) {
      program[program.length - 1] = -1;
    }
  }

  public static Grid of(long[] extents) {
    return new Grid(extents);
  }

  /// Goes on to the next program, if there is one.
  public boolean advances() {
    for (int axis = program.length - 1; more && axis >= 0; axis--) {
      if (++program[axis] < extents[axis]) {
        return true;
      }
      program[axis] = 0;
    }
    more = false;
    return false;
  }

  /// Where the program stands; 0 outside a launch and beyond its axes.
  public static long id(@Nullable Grid grid, int axis) {
    return grid == null || axis >= grid.program.length ? 0 : grid.program[axis];
  }

  /// The extent of the grid; 1 outside a launch and beyond its axes.
  public static long size(@Nullable Grid grid, int axis) {
    return grid == null || axis >= grid.extents.length ? 1 : grid.extents[axis];
  }
}
