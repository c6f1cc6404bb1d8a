package org.tosc.rt.monitor;

import java.util.concurrent.atomic.LongAdder;

/// What one engine did in a session. Times are in nanoseconds, and of all threads together.
public final class EngineCounts {
  private final LongAdder operations = new LongAdder();
  private final LongAdder kernels = new LongAdder();
  private final LongAdder kernelNanos = new LongAdder();
  private final LongAdder runs = new LongAdder();
  private final LongAdder runNanos = new LongAdder();

  EngineCounts() {}

  void operation() {
    operations.increment();
  }

  void kernel(long nanos) {
    kernels.increment();
    kernelNanos.add(nanos);
  }

  void run(long nanos) {
    runs.increment();
    runNanos.add(nanos);
  }

  /// Whole-tensor operations that were computed one by one.
  public long operations() {
    return operations.sum();
  }

  /// Kernels that were made, each of one operation or of a group.
  public long kernels() {
    return kernels.sum();
  }

  public long kernelNanos() {
    return kernelNanos.sum();
  }

  /// Calls of kernels.
  public long runs() {
    return runs.sum();
  }

  public long runNanos() {
    return runNanos.sum();
  }
}
