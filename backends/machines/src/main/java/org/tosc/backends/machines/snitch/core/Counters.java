package org.tosc.backends.machines.snitch.core;

/// What a core has done since it began.
final class Counters {
  /// Instructions that the integer core issued, those that it offloaded included.
  long issues;

  /// Of those, the ones that the FPU's subsystem was given.
  long offloads;

  /// Instructions that the FPU's subsystem issued: repeated ones each time, loads and stores too.
  long floatIssues;

  /// Of those, the ones that went into a unit of the FPU.
  long fpuIssues;

  /// Of those, multiplications with addition.
  long multiplyAddIssues;

  Counts counts(long cycles) {
    return new Counts(cycles, issues, offloads, floatIssues, fpuIssues, multiplyAddIssues);
  }
}
