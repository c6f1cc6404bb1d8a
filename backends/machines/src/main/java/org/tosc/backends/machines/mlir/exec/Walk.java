package org.tosc.backends.machines.mlir.exec;

import java.util.function.Consumer;

/// Goes over all coordinates of a shape, the last axis fastest.
final class Walk {
  private Walk() {}

  /// The array is the same each time.
  static void over(long[] sizes, Consumer<long[]> body) {
    long[] index = new long[sizes.length];
    for (long size : sizes) {
      if (size <= 0) {
        return;
      }
    }
    do {
      body.accept(index);
    } while (next(index, sizes));
  }

  /// Goes to the next coordinates; false behind the last.
  static boolean next(long[] index, long[] sizes) {
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      if (++index[axis] < sizes[axis]) {
        return true;
      }
      index[axis] = 0;
    }
    return false;
  }
}
