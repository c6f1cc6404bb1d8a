package org.tosc.frontend.pseudocode.lower;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.BinaryOp;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers operators on tensors of known rank and dtype to the `tensor` family.
final class TensorLowering {
  private TensorLowering() {}

  /// `a op b`, or null where the family has no such operation.
  static @Nullable Value binary(Body body, BinaryOp op, Value a, Value b, Span span) {
    TensorOp tensorOp =
        switch (op) {
          case ADD -> TensorOp.ADD;
          case SUB -> TensorOp.SUB;
          case MUL -> TensorOp.MUL;
          case DIV -> TensorOp.DIV;
          case MOD -> TensorOp.MOD;
          case FLOORDIV -> TensorOp.FLOORDIV;
          case MATMUL -> TensorOp.MATMUL;
          case POW -> TensorOp.POW;
          case BIT_AND -> TensorOp.AND;
          case BIT_OR -> TensorOp.OR;
          case BIT_XOR -> TensorOp.XOR;
          case SHL, SHR -> null;
        };
    return tensorOp == null
        ? null
        : body.builder().op(tensorOp, Attributes.NONE, span, List.of(a, b)).result();
  }
}
