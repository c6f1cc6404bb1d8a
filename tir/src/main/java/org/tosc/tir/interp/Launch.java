package org.tosc.tir.interp;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A launch in progress: its grid, the program that runs, and which program touched which element.
///
/// Two programs may be run in any order or together, so an element that one writes or adds to must
/// not be touched by another, unless both only add.
final class Launch {
  private static final int NOBODY = 0;
  private static final int SEVERAL = -1;

  /// For each element of a memory, the program that did something with it: its number from 1, or
  /// [#NOBODY] or [#SEVERAL].
  private static final class Shadow {
    final int[] readers;
    final int[] writers;
    final int[] adders;

    Shadow(int size) {
      readers = new int[size];
      writers = new int[size];
      adders = new int[size];
    }
  }

  final long[] grid;
  final long[] program;
  private int number;
  private final @Nullable Map<View.Memory, Shadow> shadows;

  Launch(long[] grid, boolean checksRaces) {
    this.grid = grid;
    this.program = new long[grid.length];
    this.shadows = checksRaces ? new IdentityHashMap<>() : null;
  }

  /// Whether there is a program at all; then the first one runs.
  boolean begins() {
    number = 1;
    return !Space.isEmpty(grid);
  }

  /// Goes on to the next program in lexicographic order, if there is one.
  boolean advances() {
    number = Math.incrementExact(number);
    return Space.advance(program, grid);
  }

  void reads(View view, long[] index) {
    Shadow shadow = shadow(view);
    if (shadow != null) {
      int at = view.at(index);
      refuse("reads", view, index, shadow.writers[at], "wrote");
      refuse("reads", view, index, shadow.adders[at], "added to");
      shadow.readers[at] = joined(shadow.readers[at]);
    }
  }

  void writes(View view, long[] index) {
    Shadow shadow = shadow(view);
    if (shadow != null) {
      int at = view.at(index);
      refuse("writes", view, index, shadow.writers[at], "wrote");
      refuse("writes", view, index, shadow.adders[at], "added to");
      refuse("writes", view, index, shadow.readers[at], "read");
      shadow.writers[at] = number;
    }
  }

  void adds(View view, long[] index) {
    Shadow shadow = shadow(view);
    if (shadow != null) {
      int at = view.at(index);
      refuse("adds to", view, index, shadow.writers[at], "wrote");
      refuse("adds to", view, index, shadow.readers[at], "read");
      shadow.adders[at] = joined(shadow.adders[at]);
    }
  }

  private @Nullable Shadow shadow(View view) {
    return shadows == null
        ? null
        : shadows.computeIfAbsent(view.memory(), m -> new Shadow(m.elements.size()));
  }

  private int joined(int before) {
    return before == NOBODY || before == number ? number : SEVERAL;
  }

  private void refuse(String does, View view, long[] index, int who, String did) {
    if (who != NOBODY && who != number) {
      String other = who == SEVERAL ? "other programs " : "program " + place(who) + " ";
      throw KernelFaults.race(program.clone(), does, index, view.extents, other + did);
    }
  }

  private String place(int who) {
    long[] at = new long[grid.length];
    long rest = who - 1L;
    for (int axis = grid.length - 1; axis >= 0; axis--) {
      at[axis] = rest % grid[axis];
      rest /= grid[axis];
    }
    return KernelFaults.text(at);
  }
}
