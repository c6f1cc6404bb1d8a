package org.tosc.backends.mlir.scalar;

import java.util.HashSet;
import java.util.Set;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// Which values are known numbers above 0: quotients by them raise no errors.
public final class Divisors {
  private static final Set<CoreOp> QUOTIENTS =
      Set.of(CoreOp.QUOT, CoreOp.REM, CoreOp.FLOORDIV, CoreOp.MOD);

  private final Set<Value> positive = new HashSet<>();

  /// Takes notice of a constant.
  public void see(Operation o) {
    if (o.op() == CoreOp.CONST
        && o.attributes().get("value") instanceof Attribute.Int(long value)
        && value > 0) {
      positive.add(o.result());
    }
  }

  /// Whether an operation is a quotient of integers that raises no error.
  boolean isSafe(Operation o) {
    return o.op() instanceof CoreOp core
        && QUOTIENTS.contains(core)
        && positive.contains(o.operand(1));
  }
}
