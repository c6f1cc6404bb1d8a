package org.tosc.backends.api;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.Supplier;
import org.tosc.tir.ir.Scalar;

/// A kernel as code outside of the JVM: methods over memory segments, those of the inputs, the
/// results, and scratch, which holds zeros before the first call and is left alone between calls.
/// It is fast from its first call on.
///
/// @param entry takes a `MemorySegment` for each buffer and gives nothing: all of the kernel
/// @param phases the same in pieces, one after the other; none where one thread does it all
/// @param sizes how many elements each buffer has
/// @param elements what they are
/// @param own which buffers are scratch that each part of a phase has of its own
public record NativeKernel(
    Code entry, List<Phase> phases, List<Integer> sizes, List<Scalar> elements, List<Integer> own) {
  public NativeKernel {
    phases = List.copyOf(phases);
    sizes = List.copyOf(sizes);
    elements = List.copyOf(elements);
    own = List.copyOf(own);
  }

  /// A piece whose parts may run at the same time.
  ///
  /// @param code takes the number of the part, a `long`, and the segments
  /// @param parts how many it has
  public record Phase(Code code, int parts) {}

  /// Two ways to the same code.
  ///
  /// @param onAny whose segments may be of Java arrays; what collects garbage waits until it
  ///   returns, so it is for short kernels
  /// @param outside makes one whose segments are outside of the JVM's heap; it costs some
  ///   nanoseconds more, and nobody waits
  public record Code(MethodHandle onAny, Supplier<MethodHandle> outside) {}
}
