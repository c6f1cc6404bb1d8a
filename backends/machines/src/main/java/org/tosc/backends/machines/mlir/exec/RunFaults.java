package org.tosc.backends.machines.mlir.exec;

import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// What ends a program, in words.
final class RunFaults {
  private RunFaults() {}

  static Diagnostic unsupported(Unsupported refused) {
    String message =
        "the model does not run `" + refused.operation().name() + "`: " + refused.why();
    return Diagnostic.of(Code.E1705, refused.operation().span(), message);
  }

  static Diagnostic stopped(Stop stop, Operation entry) {
    Operation where = stop.where();
    Operation at = where == null ? entry : where;
    Diagnostic fault =
        Diagnostic.of(Code.E1706, at.span(), "`" + at.name() + "` ends the program: " + stop.why());
    return at.location() == null ? fault : fault.note("it comes from `" + at.location() + "`");
  }
}
