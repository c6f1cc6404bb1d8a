package org.tosc.passes.lower;

import java.util.function.ObjIntConsumer;
import org.tosc.tir.ir.Value;

/// Columns cut into panels, or into tiles: all of one width but the last.
record Panels(long columns, int width) {
  long count() {
    return Math.ceilDiv(columns, width);
  }

  /// Loops over some panels.
  ///
  /// @param behind the one behind the last of them
  /// @param body is told a panel and its columns
  void each(Writer w, Value first, Value behind, ObjIntConsumer<Value> body) {
    long full = columns / width;
    // Where panels end is not always known here, but that there is no whole one is.
    if (full > 0) {
      w.loop(first, w.least(behind, w.whole(full)), 1, j -> body.accept(j, width));
    }
    if (full < count()) {
      int rest = Math.toIntExact(columns - full * width);
      // One round, where the last panel is.
      w.loop(w.most(first, w.whole(full)), behind, 1, j -> body.accept(j, rest));
    }
  }
}
