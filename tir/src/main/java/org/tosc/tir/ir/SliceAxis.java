package org.tosc.tir.ir;

/// What a slice takes of one axis of known size: `count` elements from `first` on, `step` apart.
///
/// Bounds count from the end where negative and must lie in `0..size`, both inclusive;
/// [#FROM_FIRST] and [#TO_LAST] stand for an absent bound, in the direction of the step.
public record SliceAxis(long first, long step, long count) {
  /// An absent start.
  public static final long FROM_FIRST = Long.MIN_VALUE;

  /// An absent end.
  public static final long TO_LAST = Long.MAX_VALUE;

  /// The slice of an axis whose bounds are in range and whose step is not 0.
  public static SliceAxis of(long size, long start, long end, long step) {
    long first = isAbsent(start) ? (step > 0 ? 0 : size - 1) : index(start, size);
    long last = isAbsent(end) ? (step > 0 ? size : -1) : index(end, size);
    if (step < 0) {
      first = Math.min(first, size - 1);
    }
    long span = step > 0 ? last - first : first - last;
    long count = span <= 0 ? 0 : (span - 1) / Math.abs(step) + 1;
    return new SliceAxis(count == 0 ? 0 : first, step, count);
  }

  public static boolean isAbsent(long bound) {
    return bound == FROM_FIRST || bound == TO_LAST;
  }

  /// Whether a bound may be used on an axis of that size.
  public static boolean isInRange(long bound, long size) {
    return isAbsent(bound) || (bound >= -size && bound <= size);
  }

  private static long index(long bound, long size) {
    return bound < 0 ? bound + size : bound;
  }
}
