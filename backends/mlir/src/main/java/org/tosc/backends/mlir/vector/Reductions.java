package org.tosc.backends.mlir.vector;

import java.util.List;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.FloatFormat;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;

/// Lanes of a vector as one number. Sums are taken in the order that `core.reduce_add` says: the
/// upper half is added to the lower one.
final class Reductions {
  private Reductions() {}

  static boolean covers(Operation o) {
    return o.op() == CoreOp.REDUCE_ADD
        || o.op() == CoreOp.REDUCE_MAX
        || o.op() == CoreOp.REDUCE_MIN;
  }

  static MlirValue write(BlockWriter out, CoreOp op, MlirValue vector) {
    MlirType.Shaped type = (MlirType.Shaped) vector.type();
    boolean isFloat = type.element() instanceof FloatFormat;
    if (op == CoreOp.REDUCE_ADD) {
      return sum(out, isFloat ? "arith.addf" : "arith.addi", vector);
    }
    boolean isLargest = op == CoreOp.REDUCE_MAX;
    String kind = isFloat ? (isLargest ? "maximumf" : "minimumf") : isLargest ? "maxsi" : "minsi";
    return out.emit(
        MlirOperation.named("vector.reduction")
            .operands(vector)
            .attribute("kind", new MlirAttribute.Dialect("vector.kind", kind)),
        type.element(),
        "");
  }

  private static MlirValue sum(BlockWriter out, String add, MlirValue vector) {
    MlirValue left = vector;
    long lanes = ((MlirType.Shaped) vector.type()).shape().getFirst();
    for (long half = lanes / 2; half >= 1; half /= 2) {
      MlirValue low = part(out, left, 0, half);
      MlirValue high = part(out, left, half, half);
      left = out.emit(MlirOperation.named(add).operands(low, high), low.type(), "");
    }
    return out.emit(
        MlirOperation.named("vector.extract")
            .operands(left)
            .attribute("static_position", MlirAttribute.i64s(List.of(0L))),
        vector.type().element(),
        "sum");
  }

  private static MlirValue part(BlockWriter out, MlirValue vector, long from, long lanes) {
    return out.emit(
        MlirOperation.named("vector.extract_strided_slice")
            .operands(vector)
            .attribute("offsets", whole(from))
            .attribute("sizes", whole(lanes))
            .attribute("strides", whole(1)),
        MlirType.vector(lanes, vector.type().element()),
        "");
  }

  private static MlirAttribute whole(long value) {
    return new MlirAttribute.Array(List.of(MlirAttribute.i64(value)));
  }
}
