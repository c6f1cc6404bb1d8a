package org.tosc.driver.machine;

/// What a call on a model did and took.
public sealed interface ExecutionReport permits GpuReport, MlirReport, SnitchReport, X86Report {
  /// The function.
  String entry();
}
