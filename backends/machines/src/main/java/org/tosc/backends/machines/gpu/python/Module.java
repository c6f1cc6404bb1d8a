package org.tosc.backends.machines.gpu.python;

import java.util.List;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// A file that was read.
///
/// @param statements what it has, without what has faults
/// @param faults in the order of the text
public record Module(Source source, List<Statement> statements, List<Diagnostic> faults) {
  public Module {
    statements = List.copyOf(statements);
    faults = List.copyOf(faults);
  }
}
