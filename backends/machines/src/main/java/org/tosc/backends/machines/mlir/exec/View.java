package org.tosc.backends.machines.mlir.exec;

import java.util.Arrays;

/// A memref, or a tensor, whose buffer nobody writes once it is made.
///
/// @param base where in the buffer it begins, in bytes
/// @param offset of the first element, in elements
/// @param strides in elements
@SuppressWarnings("ArrayRecordComponent") // never compared
record View(Buffer buffer, long base, long offset, long[] sizes, long[] strides, Cell cell) {
  /// Rows behind rows.
  static View dense(Buffer buffer, long[] sizes, Cell cell) {
    return new View(buffer, 0, 0, sizes, rowMajor(sizes), cell);
  }

  static long[] rowMajor(long[] sizes) {
    long[] strides = new long[sizes.length];
    long stride = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= Math.max(sizes[i], 1);
    }
    return strides;
  }

  static long count(long[] sizes) {
    long count = 1;
    for (long size : sizes) {
      count = Math.multiplyExact(count, size);
    }
    return count;
  }

  int rank() {
    return sizes.length;
  }

  long count() {
    return count(sizes);
  }

  /// The position of an element, checked.
  long at(long... index) {
    long at = offset;
    for (int i = 0; i < index.length; i++) {
      check(index[i], i);
      at += index[i] * strides[i];
    }
    return at;
  }

  void check(long index, int axis) {
    if (index < 0 || index >= sizes[axis]) {
      throw new Stop(
          "index "
              + index
              + " of axis "
              + axis
              + " is outside of 0 … "
              + (sizes[axis] - 1)
              + "; the shape is "
              + Arrays.toString(sizes));
    }
  }

  private long address(long position) {
    long address = base + position * cell.size();
    if (address < 0 || address > buffer.bytes().byteSize() - cell.size()) {
      throw new Stop(
          "element "
              + position
              + " lies outside of the memory, which has "
              + buffer.bytes().byteSize()
              + " bytes");
    }
    return address;
  }

  /// The pattern of the number at a position that [#at] gave.
  long load(long position) {
    return buffer.load(address(position), cell.bytes());
  }

  void store(long position, long value) {
    buffer.store(address(position), cell.bytes(), value);
  }

  long loadLane(long position, int lane) {
    return buffer.load(address(position) + (long) lane * cell.bytes(), cell.bytes());
  }

  long[] loadLanes(long position) {
    long[] lanes = new long[cell.lanes()];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = loadLane(position, i);
    }
    return lanes;
  }

  void storeLane(long position, int lane, long value) {
    buffer.store(address(position) + (long) lane * cell.bytes(), cell.bytes(), value);
  }

  void storeLanes(long position, long[] lanes) {
    for (int i = 0; i < lanes.length; i++) {
      storeLane(position, i, lanes[i]);
    }
  }

  boolean isWritten(long position) {
    return buffer.isWritten(address(position));
  }

  /// See [Buffer#forget].
  boolean forget(long position) {
    return buffer.forget(address(position), cell.size());
  }

  /// Writes the elements of another of the same shape, in order.
  void copyFrom(View other) {
    if (!Arrays.equals(sizes, other.sizes)) {
      throw new Stop(
          "the shapes differ: " + Arrays.toString(sizes) + " and " + Arrays.toString(other.sizes));
    }
    // Where both show the same memory, what is read must not be what was just written.
    View from = other.buffer == buffer ? other.copy(scratch(other)) : other;
    Walk.over(sizes, index -> copyElement(from, from.at(index), at(index)));
  }

  private static Buffer scratch(View view) {
    int size = Math.toIntExact(Math.multiplyExact(view.count(), (long) view.cell.size()));
    return Buffer.unwritten(size, null);
  }

  private void copyElement(View from, long source, long target) {
    for (int lane = 0; lane < cell.lanes(); lane++) {
      storeLane(target, lane, from.loadLane(source, lane));
    }
    if (!from.isWritten(source) && !forget(target)) {
      throw new Stop("an element is copied that nobody wrote, or whose value nothing defines");
    }
  }

  /// The same elements, rows behind rows, in another buffer.
  View copy(Buffer to) {
    View made = dense(to, sizes, cell);
    Walk.over(sizes, index -> made.copyElement(this, at(index), made.at(index)));
    return made;
  }

  /// A view of a part: offsets, sizes and strides for each axis.
  View part(long[] from, long[] shape, long[] steps) {
    long at = offset;
    long[] strided = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      at += from[i] * strides[i];
      strided[i] = steps[i] * strides[i];
      if (shape[i] > 0) {
        check(from[i], i);
        check(from[i] + (shape[i] - 1) * steps[i], i);
      }
    }
    return new View(buffer, base, at, shape, strided, cell);
  }

  View as(long[] newSizes, long[] newStrides) {
    return new View(buffer, base, offset, newSizes, newStrides, cell);
  }
}
