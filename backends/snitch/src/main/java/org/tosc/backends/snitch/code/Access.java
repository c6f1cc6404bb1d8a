package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;

/// Which bytes an operand has at a point of the iteration space: those from `offset + Σ strides[d]
/// · d` on, seen from where the argument points to.
///
/// @param argument which integer argument holds the address: 0 for `a0`; [#SCRATCH] for memory of
///   the function's own
/// @param offset bytes
/// @param strides bytes, one for each dimension
public record Access(int argument, long offset, List<Long> strides) {
  public Access {
    strides = List.copyOf(strides);
  }

  static final int SCRATCH = -1;

  boolean isScratch() {
    return argument == SCRATCH;
  }

  long stride(int dim) {
    return strides.get(dim);
  }

  Access withStrides(List<Long> others) {
    return new Access(argument, offset, others);
  }

  /// Some bytes further on.
  Access plus(long bytes) {
    return new Access(argument, offset + bytes, strides);
  }

  /// The same in a space in which dimension `dim` begins later.
  Access from(int dim, long start) {
    return new Access(argument, offset + start * stride(dim), strides);
  }

  /// Without one dimension.
  Access without(int dim) {
    List<Long> kept = new ArrayList<>(strides);
    kept.remove(dim);
    return withStrides(kept);
  }

  /// With another stride in one dimension.
  Access with(int dim, long stride) {
    List<Long> changed = new ArrayList<>(strides);
    changed.set(dim, stride);
    return withStrides(changed);
  }
}
