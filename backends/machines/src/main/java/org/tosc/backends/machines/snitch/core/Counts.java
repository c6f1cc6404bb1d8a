package org.tosc.backends.machines.snitch.core;

/// What a core has done up to a cycle.
///
/// @param issues instructions that the integer core issued, those that it offloaded included
/// @param offloads of those, the ones that the FPU's subsystem was given, `frep.o` included
/// @param floatIssues what the FPU's subsystem issued: repeated instructions each time, loads and
///   stores too
/// @param fpuIssues of those, the ones that went into a unit of the FPU
/// @param multiplyAddIssues of those, scalar multiplications with addition
public record Counts(
    long cycles,
    long issues,
    long offloads,
    long floatIssues,
    long fpuIssues,
    long multiplyAddIssues) {
  /// Instructions that the integer core executed itself, or gave to another unit than the FPU.
  public long integerIssues() {
    return issues - offloads;
  }

  /// The same without what a caller did around a call.
  ///
  /// @param integers instructions of the integer core
  /// @param floats instructions of the FPU
  public Counts without(int integers, int floats, long region) {
    return new Counts(
        region,
        issues - integers - floats,
        offloads - floats,
        floatIssues - floats,
        fpuIssues - floats,
        multiplyAddIssues);
  }

  /// What was done since an earlier time.
  public Counts since(Counts before) {
    return new Counts(
        cycles - before.cycles,
        issues - before.issues,
        offloads - before.offloads,
        floatIssues - before.floatIssues,
        fpuIssues - before.fpuIssues,
        multiplyAddIssues - before.multiplyAddIssues);
  }
}
