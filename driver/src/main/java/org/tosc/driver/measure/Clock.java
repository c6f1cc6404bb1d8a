package org.tosc.driver.measure;

/// Nanoseconds from an arbitrary start; tests bring their own.
@FunctionalInterface
public interface Clock {
  Clock SYSTEM = System::nanoTime;

  long nanos();
}
