package org.tosc.passes.vector;

import java.util.List;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;
import org.tosc.tir.source.Span;

/// Numbers of `f32` rounded to those that a narrower format has, to nearest with ties to even, as
/// arithmetic of `core` on all lanes of a vector: what a cast to the format and back does. NaN
/// stays NaN.
///
/// ```java
/// Value y = new Roundings(builder, span).rounded(x, Scalar.BF16);
/// ```
public final class Roundings {
  /// Bits of an `f32` significand that the formats do not have.
  private static final int BF16_CUT = 16;

  private static final int F16_CUT = 13;

  private final FunctionBuilder f;
  private final Span span;

  public Roundings(FunctionBuilder builder, Span span) {
    this.f = builder;
    this.span = span;
  }

  /// A vector of `f32`, rounded to `f16` or `bf16`.
  public Value rounded(Value x, Scalar format) {
    return format == Scalar.BF16 ? brain(x) : half(x);
  }

  private Value brain(Value x) {
    return select(op(CoreOp.EQ, x, x), cut(x, BF16_CUT), x);
  }

  /// Half of what is cut off is added first, less one bit where the last bit that stays is 0.
  private Value cut(Value x, int bits) {
    Value number = op(CoreOp.BITCAST, x);
    Value last = op(CoreOp.AND, op(CoreOp.WRAPPING_SHR, number, whole(x, bits)), whole(x, 1));
    Value up = op(CoreOp.WRAPPING_ADD, last, whole(x, (1 << (bits - 1)) - 1));
    Value sum = op(CoreOp.WRAPPING_ADD, number, up);
    return op(CoreOp.BITCAST, op(CoreOp.AND, sum, whole(x, -1 << bits)));
  }

  /// Below 2^-14 numbers of `f16` are multiples of 2^-24, which is the distance of those of `f32`
  /// from 1/2 on: adding 1/2 rounds, and taking it away again is exact. From 65520 on the nearest
  /// number is infinite (IEEE 754-2019 §4.3.1).
  private Value half(Value x) {
    Value size = op(CoreOp.ABS, x);
    Value normal = cut(size, F16_CUT);
    Value small = op(CoreOp.SUB, op(CoreOp.ADD, size, real(x, 0.5)), real(x, 0.5));
    Value rounded = select(op(CoreOp.LT, size, real(x, 0x1p-14)), small, normal);
    Value infinite = real(x, Double.POSITIVE_INFINITY);
    Value held = select(op(CoreOp.GE, size, real(x, 65520)), infinite, rounded);
    Value number = select(op(CoreOp.EQ, x, x), held, x);
    Value sign = op(CoreOp.AND, op(CoreOp.BITCAST, x), whole(x, Integer.MIN_VALUE));
    return op(CoreOp.BITCAST, op(CoreOp.OR, op(CoreOp.BITCAST, number), sign));
  }

  private Value op(CoreOp op, Value... operands) {
    return f.op(op, span, operands).result();
  }

  private Value select(Value condition, Value then, Value otherwise) {
    return op(CoreOp.SELECT, condition, then, otherwise);
  }

  private Value real(Value like, double value) {
    return constant(like, Scalar.F32, Attribute.of(value));
  }

  private Value whole(Value like, long value) {
    return constant(like, Scalar.I32, Attribute.of(value));
  }

  private Value constant(Value like, Scalar type, Attribute value) {
    return f.opOf(
            CoreOp.CONST,
            List.of(VectorType.like(like.type(), type)),
            Attributes.of("value", value),
            span,
            List.of())
        .result();
  }
}
