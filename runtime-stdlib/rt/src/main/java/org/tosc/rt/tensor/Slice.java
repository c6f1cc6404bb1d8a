package org.tosc.rt.tensor;

/// A region of a tensor: per axis a first index, a step and a count.
///
/// `starts`, `ends` and `steps` may be shorter than the rank; the other axes are whole. Negative
/// indexes count from the end. [#FROM_FIRST] and [#TO_LAST] stand for an absent bound, in the
/// direction of the step. A bound outside `0..size` (both inclusive; an end may be `size`) is an
/// `INDEX` fault.
public final class Slice {
  /// An absent start.
  public static final long FROM_FIRST = Long.MIN_VALUE;

  /// An absent end.
  public static final long TO_LAST = Long.MAX_VALUE;

  private final int[] first;
  private final int[] step;
  private final long[] shape;

  private Slice(int[] first, int[] step, long[] shape) {
    this.first = first;
    this.step = step;
    this.shape = shape;
  }

  /// The shape of the selected region.
  public long[] shape() {
    return shape.clone();
  }

  public static Slice of(long[] shape, long[] starts, long[] ends, long[] steps) {
    int rank = shape.length;
    if (starts.length > rank || ends.length > rank || steps.length > rank) {
      throw TensorFault.index(
          "a slice of "
              + Math.max(starts.length, Math.max(ends.length, steps.length))
              + " axes does not fit shape "
              + Shapes.text(shape));
    }
    int[] first = new int[rank];
    int[] step = new int[rank];
    long[] counts = new long[rank];
    for (int i = 0; i < rank; i++) {
      long by = i < steps.length ? steps[i] : 1;
      if (by == 0) {
        throw TensorFault.value("the step of a slice is not 0");
      }
      long start = bound(shape, i, i < starts.length ? starts[i] : FROM_FIRST, by, true);
      long end = bound(shape, i, i < ends.length ? ends[i] : TO_LAST, by, false);
      counts[i] = by > 0 ? count(end - start, by) : count(start - end, -by);
      first[i] = Math.toIntExact(counts[i] == 0 ? 0 : start);
      step[i] = Math.toIntExact(counts[i] <= 1 ? 1 : by);
    }
    return new Slice(first, step, counts);
  }

  private static long count(long span, long by) {
    return span <= 0 ? 0 : (span - 1) / by + 1;
  }

  private static long bound(long[] shape, int axis, long given, long by, boolean isStart) {
    long size = shape[axis];
    if (given == FROM_FIRST || given == TO_LAST) {
      boolean low = isStart == by > 0;
      return by > 0 ? (low ? 0 : size) : (low ? -1 : size - 1);
    }
    if (given < -size || given > size) {
      throw TensorFault.index(
          "slice bound "
              + given
              + " is outside axis "
              + axis
              + " of shape "
              + Shapes.text(shape)
              + ", which has "
              + size
              + " elements");
    }
    long index = given < 0 ? given + size : given;
    return by < 0 && isStart ? Math.min(index, size - 1) : index;
  }

  /// The flat positions of the selected elements in a tensor of `full` shape, in row-major order.
  public int[] positions(long[] full) {
    int[] strides = Shapes.strides(full);
    int base = 0;
    for (int i = 0; i < full.length; i++) {
      base += first[i] * strides[i];
      strides[i] *= step[i];
    }
    return Strided.positions(shape, strides, base);
  }
}
