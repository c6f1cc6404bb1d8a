package org.tosc.backends.machines.mlir.exec;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// What a function is called with, or gives.
public sealed interface Argument {
  /// The bits of a scalar: an integer or `index` as it is, a float as its pattern.
  record Scalar(long bits) implements Argument {}

  /// The elements of a tensor or memref, rows behind rows, little endian; `i1` as a byte each. A
  /// memref is written in place.
  ///
  /// @param sizes the extents, where the type leaves some open; empty where it does not
  record Elements(MemorySegment bytes, List<Long> sizes) implements Argument {
    public Elements {
      sizes = List.copyOf(sizes);
    }

    public static Elements of(MemorySegment bytes) {
      return new Elements(bytes, List.of());
    }
  }
}
