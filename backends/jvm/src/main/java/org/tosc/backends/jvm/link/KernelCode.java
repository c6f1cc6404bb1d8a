package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.tosc.rt.device.View;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;

/// The code of a kernel: methods over an array of views of rank 1, the inputs, the results, and
/// scratch, which holds zeros before the first call and is left alone between calls.
///
/// @param entry `(View[])void`, all of it
/// @param phases the same in pieces, one after the other; none where one thread does it all
/// @param sizes how many elements each view has
/// @param dtypes what they are
/// @param own which views are scratch that each part of a phase has of its own
public record KernelCode(
    MethodHandle entry,
    List<Phase> phases,
    List<Integer> sizes,
    List<DType> dtypes,
    List<Integer> own) {
  public KernelCode {
    phases = List.copyOf(phases);
    sizes = List.copyOf(sizes);
    dtypes = List.copyOf(dtypes);
    own = List.copyOf(own);
  }

  /// A piece whose parts may run at the same time.
  ///
  /// @param code `(int part, View[])void`
  /// @param parts how many it has
  public record Phase(MethodHandle code, int parts) {}

  /// The most parts that a phase has; 1 where there are none.
  int parts() {
    return phases.stream().mapToInt(Phase::parts).max().orElse(1);
  }

  /// New memory for a view, of zeros.
  public View zeros(int view) {
    return View.of(Raw.zeros(dtypes.get(view), new long[] {sizes.get(view)}));
  }

  /// New memory of a dtype with as many elements as the largest view has.
  public View largest(DType dtype) {
    int most = sizes.stream().mapToInt(Integer::intValue).max().orElse(0);
    long blocks = Math.ceilDiv(most, dtype.blockSize());
    return View.of(Raw.zeros(dtype, new long[] {blocks * dtype.blockSize()}));
  }
}
