package org.tosc.backends.machines.mlir.exec;

import org.tosc.backends.machines.mlir.ir.Operation;

/// The model does not run this operation, or not in this form.
final class Unsupported extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Operation operation;

  Unsupported(Operation operation, String why) {
    super(why, null, false, false);
    this.operation = operation;
  }

  Operation operation() {
    return operation;
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
