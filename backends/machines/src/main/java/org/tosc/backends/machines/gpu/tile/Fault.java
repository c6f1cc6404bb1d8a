package org.tosc.backends.machines.gpu.tile;

import java.io.Serial;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// A program did what it may not do; it ends here.
public final class Fault extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient Diagnostic diagnostic;

  public Fault(Diagnostic diagnostic) {
    super(diagnostic.message(), null, false, false);
    this.diagnostic = diagnostic;
  }

  public static Fault of(Code code, Span at, String message) {
    return new Fault(Diagnostic.of(code, at, message));
  }

  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
