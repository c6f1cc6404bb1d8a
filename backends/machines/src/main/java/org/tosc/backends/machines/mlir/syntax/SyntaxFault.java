package org.tosc.backends.machines.mlir.syntax;

import org.tosc.tir.source.Diagnostic;

/// Ends the reading of one operation. Readers throw it by `Cursor.fail`; whoever reads operations
/// one behind the other catches it.
public final class SyntaxFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Diagnostic diagnostic;

  SyntaxFault(Diagnostic diagnostic) {
    super(diagnostic.message(), null, false, false);
    this.diagnostic = diagnostic;
  }

  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
