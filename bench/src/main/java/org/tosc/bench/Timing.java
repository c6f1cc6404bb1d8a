package org.tosc.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// The time that this thread has had a processor for: what a kernel on one thread takes does not
/// grow with what else the machine is doing, but for shared caches.
final class Timing {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Timing() {}

  static long nanos() {
    return THREADS.getCurrentThreadCpuTime();
  }
}
