package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;

/// A buffer as a nest sees it. Maps that differ in constants only (the neighbours of a stencil) are
/// one operand; others on the same buffer are operands of their own.
///
/// @param argument which of the function's integer arguments holds the address
/// @param maps all with the same coefficients
/// @param isRead whether its elements must be there before the nest begins
record Operand(
    int argument, BufferType type, List<AffineMap> maps, boolean isRead, boolean isWritten) {
  Operand {
    maps = List.copyOf(maps);
  }

  int elementBytes() {
    return (int) type.element().bits() / Byte.SIZE;
  }

  /// Bytes from one element of the buffer to the next along each axis.
  List<Long> axisStrides() {
    List<Long> extents = type.shape().stream().map(d -> ((Dim.Known) d).size()).toList();
    return rowMajor(extents, elementBytes());
  }

  /// Bytes that the operand moves by in the buffer when a dimension advances by one.
  long stride(int dim) {
    return along(dim, axisStrides());
  }

  boolean uses(int dim) {
    return maps.getFirst().uses(dim);
  }

  /// The same in a copy whose axes have other strides.
  long along(int dim, List<Long> axisStrides) {
    AffineMap map = maps.getFirst();
    long bytes = 0;
    for (int axis = 0; axis < map.rank(); axis++) {
      bytes += map.result(axis).coefficients().get(dim) * axisStrides.get(axis);
    }
    return bytes;
  }

  /// Strides of a dense array.
  static List<Long> rowMajor(List<Long> extents, long step) {
    List<Long> strides = new ArrayList<>();
    long next = step;
    for (long extent : extents.reversed()) {
      strides.addFirst(next);
      next *= extent;
    }
    return strides;
  }
}
