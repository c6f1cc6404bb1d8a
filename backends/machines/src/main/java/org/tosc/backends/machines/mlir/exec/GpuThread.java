package org.tosc.backends.machines.mlir.exec;

/// Which thread of a launch runs, and how it meets the others.
///
/// @param block coordinates x, y, z
/// @param thread coordinates in the block
/// @param grid how many blocks
/// @param blockSize how many threads
@SuppressWarnings("ArrayRecordComponent") // never compared
record GpuThread(long[] block, long[] thread, long[] grid, long[] blockSize, Meeting meeting) {
  static final int SUBGROUP = 32;

  /// The number in the block, x fastest.
  int number() {
    return Math.toIntExact(thread[0] + blockSize[0] * (thread[1] + blockSize[1] * thread[2]));
  }

  int lane() {
    return number() % SUBGROUP;
  }
}
