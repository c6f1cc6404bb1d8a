package org.tosc.passes.kernelize;

import java.util.List;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Appends operations on scalars to the body of a nest.
record Scalars(FunctionBuilder builder, Span span) {
  Value op(CoreOp op, Value... operands) {
    return builder.op(op, span, operands).result();
  }

  Value number(double value) {
    return constant(Attribute.of(value), Scalar.F32);
  }

  Value constant(Attribute value, Scalar type) {
    return builder
        .opOf(CoreOp.CONST, List.of(type), Attributes.of("value", value), span, List.of())
        .result();
  }

  /// Whether a number is not 0; a truth value itself.
  Value truth(Value x) {
    return x.type() == Scalar.I1 ? x : op(CoreOp.NE, x, number(0));
  }

  /// 1 for true and 0 for false; a number itself.
  Value real(Value x) {
    return x.type() == Scalar.F32 ? x : op(CoreOp.SELECT, x, number(1), number(0));
  }
}
