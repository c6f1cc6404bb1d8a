package org.tosc.bench;

/// What is timed.
@FunctionalInterface
interface Step {
  void run() throws Throwable;

  /// The time of one run, on average over some.
  default double nanos(int times) throws Throwable {
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      run();
    }
    return (double) (System.nanoTime() - start) / times;
  }
}
