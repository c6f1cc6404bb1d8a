package org.tosc.backends.machines.mlir.exec;

import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Type;

/// How many floating-point operations an operation is. Comparisons, conversions and negations count
/// as none.
final class Flops {
  private Flops() {}

  static long of(Operation op) {
    return switch (op.name()) {
      case "arith.addf",
          "arith.subf",
          "arith.mulf",
          "arith.divf",
          "arith.remf",
          "arith.maximumf",
          "arith.minimumf",
          "arith.maxnumf",
          "arith.minnumf" ->
          elements(op);
      case "math.fma", "vector.fma" -> 2 * elements(op);
      case "vector.reduction" -> operandElements(op, 0);
      case "vector.multi_reduction" -> operandElements(op, 0);
      case "vector.outerproduct" -> 2 * elements(op);
      case "math.absf", "math.copysign", "math.absi", "math.ctlz", "math.cttz", "math.ctpop" -> 0;
      default -> op.dialect().equals("math") ? elements(op) : 0;
    };
  }

  private static long elements(Operation op) {
    return op.results().isEmpty() ? 0 : elements(op.results().getFirst().type());
  }

  private static long operandElements(Operation op, int position) {
    return elements(op.operands().get(position).type());
  }

  private static long elements(Type type) {
    return type instanceof Type.Shaped shaped && shaped.isStatic() ? shaped.count() : 1;
  }
}
