package org.tosc.backends.machines.x86.exec;

import java.io.Serial;

/// Leaves the execution of an instruction that cannot go on; [Cpu#run] makes a [Trap] of it.
final class Stop extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;
  final Trap.Kind kind;

  Stop(Trap.Kind kind, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
