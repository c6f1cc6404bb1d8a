package org.tosc.driver.machine;

import java.util.List;
import org.tosc.backends.machines.mlir.exec.Counts;

/// What a call on the model of MLIR did.
///
/// @param numbers those that it returned, as MLIR writes constants: `3.5 : f32`
public record MlirReport(String entry, Counts counts, List<String> numbers)
    implements ExecutionReport {
  public MlirReport {
    numbers = List.copyOf(numbers);
  }
}
