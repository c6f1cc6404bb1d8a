package org.tosc.backends.jvm.link;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;

/// A buffer of the `kernel` family: extents and one boxed element per place. Plain rather than
/// fast; scheduled kernels have engines of their own.
public final class Memory {
  private final long[] shape;
  private final @Nullable Object[] elements;

  Memory(long[] shape, Object zero) {
    this.shape = shape.clone();
    long count = 1;
    for (long extent : shape) {
      count = Math.multiplyExact(count, extent);
    }
    this.elements = new Object[Math.toIntExact(count)];
    Arrays.fill(elements, zero);
  }

  @Nullable Object load(long[] indexes) {
    return elements[offset(indexes)];
  }

  void store(@Nullable Object value, long[] indexes) {
    elements[offset(indexes)] = value;
  }

  long extent(long axis) {
    if (axis < 0 || axis >= shape.length) {
      throw Errors.index("axis " + axis + " of a buffer of rank " + shape.length);
    }
    return shape[(int) axis];
  }

  private int offset(long[] indexes) {
    long at = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (indexes[axis] < 0 || indexes[axis] >= shape[axis]) {
        throw Errors.index(
            "index "
                + indexes[axis]
                + " on axis "
                + axis
                + " of a buffer "
                + Arrays.toString(shape));
      }
      at = at * shape[axis] + indexes[axis];
    }
    return (int) at;
  }
}
