package org.tosc.backends.machines.mlir.exec;

/// Where threads of a block wait for each other.
interface Meeting {
  /// Goes on when all threads of the block are here.
  void barrier(GpuThread thread);

  /// Gives a value to the threads of the subgroup, and takes theirs when all are here: what each
  /// lane gave.
  long[] exchange(GpuThread thread, long value);
}
