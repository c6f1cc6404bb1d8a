package org.tosc.backends.triton.tiling;

import java.util.List;
import org.tosc.tir.ir.Scalar;

/// Memory that a kernel works on, row-major and dense.
///
/// @param number in the order of the function's parameters, then of what it allocates
/// @param name as the source has it
public record Buffer(int number, String name, Scalar element, List<Long> shape, Role role) {
  /// What it is to the kernel.
  public enum Role {
    INPUT,
    RESULT,
    /// Nobody reads it afterwards.
    SCRATCH
  }

  public Buffer {
    shape = List.copyOf(shape);
  }

  public long count() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /// How far apart elements are along an axis.
  long stride(int axis) {
    return shape.subList(axis + 1, shape.size()).stream().reduce(1L, Math::multiplyExact);
  }

  boolean isPacked() {
    return element.kind() == Scalar.Kind.BLOCK;
  }
}
