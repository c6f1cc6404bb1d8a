package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.tosc.rt.device.Buffer;
import org.tosc.rt.tensor.DType;

/// The code of a kernel: methods over an array of buffers, the inputs, the results, and scratch,
/// which holds zeros before the first call and is left alone between calls.
///
/// @param home where the buffers lie
/// @param entry `(Buffer[])void`, all of it
/// @param phases the same in pieces, one after the other; none where one thread does it all
/// @param sizes how many elements each buffer has
/// @param dtypes what they are
/// @param own which buffers are scratch that each part of a phase has of its own
public record KernelCode(
    Home home,
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
  /// @param code `(int part, Buffer[])void`
  /// @param parts how many it has
  public record Phase(MethodHandle code, int parts) {}

  /// A method that takes so many buffers, from a parameter on, as one over an array of them.
  public static MethodHandle overBuffers(MethodHandle method, int from, int buffers) {
    MethodHandle spread = method.asSpreader(from, Buffer[].class, buffers);
    return spread.asType(spread.type().changeReturnType(void.class));
  }

  /// The most parts that a phase has; 1 where there are none.
  int parts() {
    return phases.stream().mapToInt(Phase::parts).max().orElse(1);
  }

  /// New memory for a buffer, of zeros.
  public Buffer zeros(int buffer) {
    return home.zeros(dtypes.get(buffer), sizes.get(buffer));
  }

  /// New memory of a dtype with as many elements as the largest buffer has.
  public Buffer largest(DType dtype) {
    int most = sizes.stream().mapToInt(Integer::intValue).max().orElse(0);
    return home.zeros(dtype, Math.ceilDiv(most, dtype.blockSize()) * dtype.blockSize());
  }
}
