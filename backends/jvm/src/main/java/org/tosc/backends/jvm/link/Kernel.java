package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.device.Scratch;
import org.tosc.rt.device.View;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;

/// The compiled kernel of a group of tensor operations: what takes `f32` tensors of the shapes that
/// it was made for, and makes new ones.
///
/// Its code is a method over views of arrays: the inputs, the results, and scratch, which holds
/// zeros before the first call and is left alone between calls. Scratch is kept; a second thread
/// that calls at the same time gets its own.
public final class Kernel {
  private final MethodHandle code;
  private final List<long[]> results;
  private final int[] sizes;
  private final int inputs;
  private final AtomicReference<@Nullable Scratch> kept = new AtomicReference<>();

  /// @param code `(View[])void`, of views of rank 1, one for each of `sizes`
  /// @param inputs how many of them are inputs
  /// @param results the shapes of the results, which come next; what is left is scratch
  /// @param sizes the number of elements of each
  public Kernel(MethodHandle code, int inputs, List<long[]> results, int[] sizes) {
    this.code = code;
    this.results = List.copyOf(results);
    this.sizes = sizes.clone();
    this.inputs = inputs;
  }

  /// The results, each a new tensor.
  Object[] call(Tensor[] tensors) {
    View[] views = new View[sizes.length];
    for (int i = 0; i < inputs; i++) {
      views[i] = View.of(Raw.floats(tensors[i]));
    }
    Object[] made = new Object[results.size()];
    for (int i = 0; i < made.length; i++) {
      float[] elements = new float[sizes[inputs + i]];
      views[inputs + i] = View.of(elements);
      made[i] = Raw.adopt(results.get(i), elements);
    }
    int first = inputs + made.length;
    Scratch scratch = takeScratch(first);
    scratch.into(views, first);
    run(views);
    kept.set(scratch);
    return made;
  }

  private Scratch takeScratch(int first) {
    Scratch scratch = kept.getAndSet(null);
    return scratch != null
        ? scratch
        : Scratch.of(Arrays.stream(sizes, first, sizes.length).boxed().toList());
  }

  private void run(View[] views) {
    try {
      code.invokeExact(views);
    } catch (Throwable thrown) {
      throw Raise.<RuntimeException>again(thrown);
    }
  }

  /// Runs on zeros, whose results nobody sees.
  public Runnable rehearsal() {
    View[] views = Arrays.stream(sizes).mapToObj(Kernel::zeros).toArray(View[]::new);
    return () -> run(views);
  }

  private static View zeros(int size) {
    return View.of(new float[size]);
  }
}
