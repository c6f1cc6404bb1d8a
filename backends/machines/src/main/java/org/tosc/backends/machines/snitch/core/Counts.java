package org.tosc.backends.machines.snitch.core;

/// What a core has done up to a cycle.
///
/// @param issues instructions that the integer core issued, those that it offloaded included
/// @param offloads of those, the ones that were offloaded
/// @param floatIssues what the FPU's subsystem issued: repeated instructions each time, loads and
///   stores too
/// @param fpuIssues of those, the ones that went into a unit of the FPU
/// @param multiplyAddIssues of those, multiplications with addition
public record Counts(
    long cycles,
    long issues,
    long offloads,
    long floatIssues,
    long fpuIssues,
    long multiplyAddIssues) {
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
