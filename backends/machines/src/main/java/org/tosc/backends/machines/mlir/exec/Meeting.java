package org.tosc.backends.machines.mlir.exec;

/// Where threads of a block wait for each other.
@FunctionalInterface
interface Meeting {
  /// Threads that run one behind the other, and cannot wait.
  Meeting NONE =
      (thread, isSubgroup, value) -> {
        throw new Stop("threads cannot wait for each other here");
      };

  /// Gives a value to the others of the subgroup or block, and takes theirs when all are here.
  Values exchange(GpuThread thread, boolean isSubgroup, long value);

  /// What each thread gave, by its number in the subgroup or block.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Values(long[] values, boolean[] isThere) {}
}
