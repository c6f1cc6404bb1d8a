package org.tosc.tir.ir;

import java.util.List;

/// A sequence of operations with parameters; the last operation, and only it, is a terminator.
public record Region(List<Value> params, List<Operation> ops) {
  public Region {
    params = List.copyOf(params);
    ops = List.copyOf(ops);
  }

  public Operation terminator() {
    return ops.getLast();
  }
}
