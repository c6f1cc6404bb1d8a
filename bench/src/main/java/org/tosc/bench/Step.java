package org.tosc.bench;

/// What is timed.
@FunctionalInterface
interface Step {
  void run() throws Throwable;
}
