package org.tosc.backends.snitch.code;

import java.util.List;

/// Memory of a function's own for arrays that its caller does not see.
final class Frame {
  private int bytes;

  int bytes() {
    return bytes;
  }

  /// A new array of words.
  int array(long count) {
    int place = bytes;
    bytes = Math.toIntExact(Math.addExact(bytes, Math.multiplyExact(count, (long) Long.BYTES)));
    return place;
  }

  /// A new array of the dimensions that are not left out, row-major; the others have the stride 0.
  Access array(List<Computation.Dim> dims, List<Boolean> used) {
    Long[] strides = new Long[dims.size()];
    long step = Long.BYTES;
    for (int dim = dims.size() - 1; dim >= 0; dim--) {
      strides[dim] = used.get(dim) ? step : 0;
      step *= used.get(dim) ? dims.get(dim).extent() : 1;
    }
    return new Access(Access.SCRATCH, array(step / Long.BYTES), List.of(strides));
  }
}
