package org.tosc.models.hostile;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// How much the current thread has allocated.
final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /// In bytes, since it began.
  static long ofThisThread() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }
}
