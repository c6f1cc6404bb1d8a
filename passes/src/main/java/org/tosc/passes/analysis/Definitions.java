package org.tosc.passes.analysis;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// Which operation defines a value.
@FunctionalInterface
public interface Definitions {
  /// The operation, or null for the parameter of a function or region.
  @Nullable Operation of(Value value);

  /// The operation where it is of this kind, or null.
  default @Nullable Operation of(Value value, Op op) {
    Operation found = of(value);
    return found != null && found.op() == op ? found : null;
  }

  /// The constant that a value is, or null.
  default @Nullable Attribute constant(Value value) {
    Operation found = of(value, CoreOp.CONST);
    return found == null ? null : found.attributes().get("value");
  }
}
