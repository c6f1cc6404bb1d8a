package org.tosc.rt.value;

import org.tosc.rt.error.Errors;

/// An immutable arithmetic sequence of integers: `a..b` (exclusive) or `a to b` (inclusive), with a
/// step that is never zero. The number of elements always fits a `long`.
public record RangeValue(long start, long end, long step, boolean inclusive) {
  public RangeValue {
    if (step == 0) {
      throw Errors.value("a range's step cannot be 0");
    }
    if (count(start, end, step, inclusive) < 0) {
      throw Errors.value("the range holds more elements than an integer can count");
    }
  }

  public static RangeValue of(long start, long end) {
    return new RangeValue(start, end, 1, false);
  }

  public long length() {
    return count(start, end, step, inclusive);
  }

  /// The element at an index; negative indexes count from the end.
  public long get(long index) {
    long length = length();
    long at = index < 0 ? index + length : index;
    if (at < 0 || at >= length) {
      throw Errors.index("range", index, length);
    }
    return start + at * step;
  }

  public boolean contains(long value) {
    long length = length();
    if (length == 0) {
      return false;
    }
    long last = start + (length - 1) * step;
    boolean between = step > 0 ? value >= start && value <= last : value <= start && value >= last;
    // Differences may wrap, but wrap consistently: as unsigned numbers they are exact.
    return between
        && (step > 0
            ? Long.remainderUnsigned(value - start, step) == 0
            : Long.remainderUnsigned(start - value, -step) == 0);
  }

  /// Elements as a fresh list.
  public ListValue toList() {
    long length = length();
    ListValue.checkLength(length);
    long[] elements = new long[(int) length];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = start + i * step;
    }
    return ListValue.ofLongs(elements);
  }

  // Negative where the count exceeds the largest long.
  private static long count(long start, long end, long step, boolean inclusive) {
    boolean up = step > 0;
    if (up ? start > end : start < end) {
      return 0;
    }
    long distance = up ? end - start : start - end;
    long stride = up ? step : -step;
    if (distance == 0 && !inclusive) {
      return 0;
    }
    long steps = Long.divideUnsigned(inclusive ? distance : distance - 1, stride);
    return steps < 0 ? steps : steps + 1;
  }
}
