package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.List;

/// Cuts off what does not come out even, where no point may be computed twice.
final class Remainders {
  /// What tiles along a dimension are multiples of.
  private static final int EVEN = 64;

  private Remainders() {}

  /// The phase, or parts of it that make it up.
  static List<Phase> parts(Phase phase) {
    List<Phase> parts = List.of(phase);
    if (!phase.isInPlace()) {
      return parts;
    }
    for (int dim : phase.parallelDims()) {
      long extent = phase.extents().get(dim);
      long even = extent - extent % EVEN;
      if (even > 0 && even < extent) {
        List<Phase> next = new ArrayList<>();
        for (Phase part : parts) {
          next.add(part.part(dim, 0, even));
          next.add(part.part(dim, even, extent));
        }
        parts = next;
      }
    }
    return parts;
  }
}
