package org.tosc.tir.interp;

import java.util.Arrays;

/// What a buffer is: memory, and which of its elements stand where. Element `[i, j]` is number
/// `offset + i·stride0 + j·stride1` of the memory.
final class View {
  /// What `alloc` made; views share it.
  static final class Memory {
    final Elements elements;
    boolean isFree;

    Memory(Elements elements) {
      this.elements = elements;
    }
  }

  private final Memory memory;
  private final long offset;
  final long[] extents;
  final long[] strides;

  private View(Memory memory, long offset, long[] extents, long[] strides) {
    this.memory = memory;
    this.offset = offset;
    this.extents = extents;
    this.strides = strides;
  }

  /// New memory in row-major order.
  static View of(long[] extents, Elements elements) {
    return new View(new Memory(elements), 0, extents, Tile.strides(extents));
  }

  /// The memory, which must not have been freed.
  Memory memory() {
    if (memory.isFree) {
      throw new IllegalStateException("memory that was freed is used");
    }
    return memory;
  }

  Elements elements() {
    return memory().elements;
  }

  long offset() {
    return offset;
  }

  /// The number of an element that lies inside.
  int at(long... index) {
    long at = offset;
    for (int axis = 0; axis < extents.length; axis++) {
      at += index[axis] * strides[axis];
    }
    return (int) at;
  }

  /// An element whose index is held against the extents.
  int checked(long... index) {
    for (int axis = 0; axis < extents.length; axis++) {
      if (index[axis] < 0 || index[axis] >= extents[axis]) {
        throw KernelFaults.index(index[axis], axis, extents);
      }
    }
    return at(index);
  }

  View slice(long[] starts, long[] sizes) {
    for (int axis = 0; axis < extents.length; axis++) {
      boolean inside =
          starts[axis] >= 0
              && sizes[axis] >= 0
              && starts[axis] <= extents[axis]
              && sizes[axis] <= extents[axis] - starts[axis];
      if (!inside) {
        throw KernelFaults.slice(starts[axis], sizes[axis], axis, extents);
      }
    }
    return new View(memory(), at(starts), sizes, strides);
  }

  View transpose(int[] perm) {
    return new View(memory(), offset, picked(extents, perm), picked(strides, perm));
  }

  private static long[] picked(long[] from, int[] perm) {
    return Arrays.stream(perm).mapToLong(axis -> from[axis]).toArray();
  }

  @Override
  public String toString() {
    return "view " + Arrays.toString(extents) + " of " + memory.elements;
  }
}
