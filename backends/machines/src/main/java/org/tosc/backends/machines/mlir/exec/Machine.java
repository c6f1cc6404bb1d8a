package org.tosc.backends.machines.mlir.exec;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.tosc.backends.machines.mlir.ir.Operation;

/// What one run has and used: globals, a budget of operations, counts.
final class Machine {
  static final int DEEPEST_CALL = 200;
  private static final long MOST_BYTES = 1L << 31;

  private final Map<String, Buffer> globals = new HashMap<>();
  private final Set<Buffer> allocated = new LinkedHashSet<>();
  private final long budget;
  private long operations;
  private long bytes;
  long flops;
  long loaded;
  long stored;

  Machine(long budget) {
    this.budget = budget;
  }

  void spend(int count) {
    operations += count;
    if (operations > budget) {
      throw new Stop("the budget of " + budget + " operations is used up");
    }
  }

  Map<String, Buffer> globals() {
    return globals;
  }

  /// Memory that nobody has written yet.
  Buffer allocate(long size, Operation where, boolean isFreedByHand) {
    if (size < 0 || size > MOST_BYTES || bytes > MOST_BYTES - size) {
      throw new Stop("an allocation of " + size + " bytes: there are " + MOST_BYTES + " in all");
    }
    bytes += size;
    Buffer buffer = Buffer.unwritten(size, where);
    if (isFreedByHand) {
      allocated.add(buffer);
    }
    return buffer;
  }

  /// Frees what was allocated.
  void free(Buffer buffer) {
    if (!allocated.remove(buffer)) {
      throw new Stop(
          buffer.isFreed() ? "this memory is freed already" : "this memory was not allocated here");
    }
    buffer.free();
  }

  /// It leaves the run as a result, and is nobody's leak.
  void keep(Buffer buffer) {
    allocated.remove(buffer);
  }

  Counts counts() {
    return new Counts(operations, flops, loaded, stored, bytes, allocated.size());
  }
}
