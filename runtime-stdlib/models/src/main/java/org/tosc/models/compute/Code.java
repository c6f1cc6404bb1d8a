package org.tosc.models.compute;

import java.lang.foreign.MemorySegment;

/// A compiled function over tensors. It keeps memory of its own, so one thread at a time may call
/// it.
@FunctionalInterface
public interface Code {
  /// Computes the results.
  ///
  /// @param buffers the parameters, then the results: each the elements of its tensor, row-major
  ///   and packed, outside of the JVM's heap
  void call(MemorySegment... buffers);
}
