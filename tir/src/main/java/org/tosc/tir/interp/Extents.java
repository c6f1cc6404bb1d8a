package org.tosc.tir.interp;

import java.util.Arrays;

/// Row-major index arithmetic of the oracle, one index at a time.
final class Extents {
  private static final long MOST = Integer.MAX_VALUE - 8L;

  private Extents() {}

  /// The number of elements; a tensor that no array holds raises `ShapeError`.
  static int size(long[] shape) {
    if (Arrays.stream(shape).anyMatch(n -> n == 0)) {
      return 0;
    }
    long size = 1;
    for (long extent : shape) {
      if (extent > MOST / size) {
        throw new GuestFault(
            "ShapeError",
            "a tensor of shape " + Arrays.toString(shape) + " has more than " + MOST + " elements");
      }
      size *= extent;
    }
    return (int) size;
  }

  /// The index of flat position `i`.
  static int[] index(long[] shape, int i) {
    int[] index = new int[shape.length];
    int rest = i;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = (int) (rest % shape[axis]);
      rest = (int) (rest / shape[axis]);
    }
    return index;
  }

  /// The flat position of an index.
  static int position(long[] shape, int... index) {
    int position = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      position = (int) (position * shape[axis]) + index[axis];
    }
    return position;
  }

  /// The flat position in `shape` of what stands at an index of the shape it broadcasts to.
  static int broadcast(long[] shape, int... index) {
    int position = 0;
    int shift = index.length - shape.length;
    for (int axis = 0; axis < shape.length; axis++) {
      int own = shape[axis] == 1 ? 0 : index[axis + shift];
      position = (int) (position * shape[axis]) + own;
    }
    return position;
  }

  /// The product of the extents from axis `from` up to `to`, exclusive.
  static int span(long[] shape, int from, int to) {
    return size(Arrays.copyOfRange(shape, from, to));
  }
}
