package org.tosc.rt.ops;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;

/// The positions that `[start:end:step]` selects in a sequence: `from`, then `count - 1` further
/// ones at distance `step`.
///
/// A bound left out reaches to the end in the direction of the step; a negative bound counts from
/// the end; a bound outside `-length .. length` raises `IndexError`, a step of 0 `ValueError`.
record Slices(int from, long step, int count) {
  static Slices of(
      int length, @Nullable Object start, @Nullable Object end, @Nullable Object step) {
    long by = step == null ? 1 : integer(step);
    if (by == 0) {
      throw Errors.value("the step of a slice cannot be 0");
    }
    long from;
    long to;
    if (by > 0) {
      from = start == null ? 0 : bound(start, length);
      to = end == null ? length : bound(end, length);
    } else {
      from = start == null ? length - 1 : Math.min(bound(start, length), length - 1);
      to = end == null ? -1 : bound(end, length);
    }
    long span = by > 0 ? to - from : from - to;
    if (span <= 0) {
      return new Slices((int) Math.max(from, 0), 1, 0);
    }
    long stride = by == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(by);
    return new Slices((int) from, by, (int) ((span - 1) / stride + 1));
  }

  private static long bound(Object value, int length) {
    long bound = integer(value);
    if (bound < -length || bound > length) {
      throw Errors.index("slice bound " + bound + " is out of range for length " + length);
    }
    return bound < 0 ? bound + length : bound;
  }

  private static long integer(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw Errors.type("a slice's bounds are ints, found " + Kind.withArticle(value));
  }
}
