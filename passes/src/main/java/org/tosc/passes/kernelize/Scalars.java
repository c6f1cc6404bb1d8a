package org.tosc.passes.kernelize;

import java.util.List;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
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

  /// An operation whose result is of its operand's type.
  Value op(CoreOp op, Attributes attributes, Value x) {
    return builder.opOf(op, List.of(x.type()), attributes, span, List.of(x)).result();
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
    return x.type() == Scalar.I1 ? x : op(CoreOp.NE, real(x), number(0));
  }

  /// 1 for true and 0 for false; a number as `f32`.
  Value real(Value x) {
    return x.type() == Scalar.I1 ? op(CoreOp.SELECT, x, number(1), number(0)) : as(x, Scalar.F32);
  }

  /// A number as one of a type.
  Value as(Value x, Scalar type) {
    return x.type() == type
        ? x
        : builder.opOf(CoreOp.CAST, List.of(type), Attributes.NONE, span, List.of(x)).result();
  }

  /// What an operation made, as elements of a buffer are.
  Value element(Value x, Value buffer) {
    return as(real(x), ((BufferType) buffer.type()).element());
  }
}
