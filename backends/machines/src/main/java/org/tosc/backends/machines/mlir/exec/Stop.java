package org.tosc.backends.machines.mlir.exec;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Operation;

/// Ends a program. Whoever runs the operation says where.
final class Stop extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient @Nullable Operation where;

  Stop(String why) {
    this(why, null);
  }

  private Stop(String why, @Nullable Operation where) {
    super(why, null, false, false);
    this.where = where;
  }

  @Nullable Operation where() {
    return where;
  }

  String why() {
    return String.valueOf(getMessage());
  }

  /// The same, in this operation unless it is known already.
  Stop at(Operation operation) {
    return where == null ? new Stop(why(), operation) : this;
  }
}
