package org.tosc.rt.device;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;

/// The device memory of one session: makes views, takes them back, and counts those that are in
/// use, so that tests see leaks.
///
/// Freeing what is not in use is a fault of the compiler, not of the program: the front end proves
/// that each tensor is freed once.
public final class DeviceMemory {
  private final Set<Memory> live = Collections.newSetFromMap(new IdentityHashMap<>());
  private final AtomicLong allocated = new AtomicLong();

  /// Memory in which nothing is in use.
  public DeviceMemory() {}

  /// New memory of zeros in row-major order.
  public View allocate(DType dtype, long... extents) {
    for (long extent : extents) {
      if (extent < 0) {
        throw DeviceFaults.extent(extent);
      }
    }
    int size = size(extents);
    int[] sizes = Arrays.stream(extents).mapToInt(Math::toIntExact).toArray();
    try {
      return own(View.rows(Memory.zeros(dtype, size), dtype, sizes));
    } catch (OutOfMemoryError _) {
      throw DeviceFaults.memory(extents);
    }
  }

  private static int size(long[] extents) {
    long size = 1;
    for (long extent : extents) {
      if (extent > Shapes.MAX_SIZE || (extent != 0 && size > Shapes.MAX_SIZE / extent)) {
        throw DeviceFaults.memory(extents);
      }
      size *= extent;
    }
    return (int) size;
  }

  /// Ends the life of what [#allocate] or [#copyOf] made.
  public void free(View view) {
    synchronized (live) {
      if (!live.remove(view.memory)) {
        throw new IllegalStateException("freed twice: " + view);
      }
    }
  }

  /// How many views were made and not freed.
  public int liveCount() {
    synchronized (live) {
      return live.size();
    }
  }

  /// How many views were made at all.
  public long allocatedCount() {
    return allocated.get();
  }

  private View own(View view) {
    synchronized (live) {
      live.add(view.memory);
    }
    allocated.incrementAndGet();
    return view;
  }

  /// A copy of a tensor on the device; `known` holds the extents that it must have, -1 for any.
  public View copyOf(Tensor tensor, long... known) {
    long[] shape = tensor.shape();
    for (int axis = 0; axis < known.length; axis++) {
      if (shape.length != known.length || (known[axis] >= 0 && known[axis] != shape[axis])) {
        throw Errors.of(
            ErrorKind.SHAPE,
            "expected a tensor of shape " + text(known) + ", found " + Shapes.text(shape));
      }
    }
    return own(Transfer.toDevice(tensor));
  }

  private static String text(long[] known) {
    return Arrays.stream(known)
        .mapToObj(extent -> extent < 0 ? "?" : Long.toString(extent))
        .collect(java.util.stream.Collectors.joining(", ", "[", "]"));
  }
}
