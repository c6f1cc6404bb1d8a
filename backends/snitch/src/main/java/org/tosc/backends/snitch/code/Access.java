package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;

/// Which bytes an operand has at a point of the iteration space: those from `offset + Σ strides[d]
/// · d` on, seen from where the argument points to.
///
/// @param argument which integer argument holds the address: 0 for `a0`; [#SCRATCH] and [#STACK]
///   for memory of the function's own
/// @param offset bytes
/// @param strides bytes, one for each dimension
/// @param taps which elements of those from there on a point reads
public record Access(int argument, long offset, List<Long> strides, Taps taps) {
  /// Elements at equal distances.
  ///
  /// @param distance bytes
  public record Taps(int count, long distance) {
    static final Taps ONE = new Taps(1, 0);
  }

  public Access {
    strides = List.copyOf(strides);
  }

  Access(int argument, long offset, List<Long> strides) {
    this(argument, offset, strides, Taps.ONE);
  }

  Access withTaps(Taps others) {
    return new Access(argument, offset, strides, others);
  }

  /// An array of the [Frame].
  static final int SCRATCH = -1;

  /// Memory for what is computed on the way.
  static final int STACK = -2;

  /// Whether it is memory of the function's own.
  boolean isOwn() {
    return argument < 0;
  }

  boolean isStack() {
    return argument == STACK;
  }

  long stride(int dim) {
    return strides.get(dim);
  }

  Access withStrides(List<Long> others) {
    return new Access(argument, offset, others, taps);
  }

  /// Some bytes further on.
  Access plus(long bytes) {
    return new Access(argument, offset + bytes, strides, taps);
  }

  /// The same in a space in which dimension `dim` begins later.
  Access from(int dim, long start) {
    return plus(start * stride(dim));
  }

  /// Without one dimension.
  Access without(int dim) {
    List<Long> kept = new ArrayList<>(strides);
    kept.remove(dim);
    return withStrides(kept);
  }

  /// With one more dimension.
  Access and(long stride) {
    List<Long> more = new ArrayList<>(strides);
    more.add(stride);
    return withStrides(more);
  }

  /// With another stride in one dimension.
  Access with(int dim, long stride) {
    List<Long> changed = new ArrayList<>(strides);
    changed.set(dim, stride);
    return withStrides(changed);
  }
}
