package org.tosc.backends.machines.mlir.exec;

/// Memory for tensors and memrefs.
final class Memory {
  private Memory() {}

  private static long bytes(long[] sizes, Cell cell) {
    for (long size : sizes) {
      if (size < 0) {
        throw new Stop("an extent of " + size);
      }
    }
    return Math.multiplyExact(View.count(sizes), (long) cell.size());
  }

  /// A tensor that is not written yet.
  static View fresh(Frame frame, Site site, long[] sizes, Cell cell) {
    long size = bytes(sizes, cell);
    return View.dense(frame.machine.allocate(size, site.op(), false), sizes, cell);
  }

  /// A memref that lives until it is freed.
  static View heap(Frame frame, Site site, long[] sizes, Cell cell) {
    long size = bytes(sizes, cell);
    return View.dense(frame.machine.allocate(size, site.op(), true), sizes, cell);
  }

  /// A memref that lives as long as the call.
  static View stack(Frame frame, Site site, long[] sizes, Cell cell) {
    View view = fresh(frame, site, sizes, cell);
    frame.onStack(view.buffer());
    return view;
  }

  /// A tensor with the elements of another, to be written before anyone sees it.
  static View copy(Frame frame, Site site, View of) {
    View made = fresh(frame, site, of.sizes(), of.cell());
    return of.copy(made.buffer());
  }
}
