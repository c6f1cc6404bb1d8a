package org.tosc.backends.jvm.link;

import org.tosc.rt.device.View;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;

/// The device memory of the running session.
public final class Devices {
  private Devices() {}

  public static View allocate(long[] extents, DType dtype) {
    return Session.current().deviceMemory().allocate(dtype, extents);
  }

  public static void free(View view) {
    Session.current().deviceMemory().free(view);
  }

  /// A copy of a tensor; -1 stands for an extent that may be any.
  public static View copyOf(Tensor tensor, long[] known) {
    return Session.current().deviceMemory().copyOf(tensor, known);
  }
}
