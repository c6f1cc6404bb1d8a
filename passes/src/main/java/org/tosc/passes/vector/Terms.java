package org.tosc.passes.vector;

import java.util.List;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;
import org.tosc.tir.source.Span;

/// Writes arithmetic of `f32` or `f64`, of scalars or of all lanes of vectors.
final class Terms {
  private final FunctionBuilder f;
  private final Span span;

  Terms(FunctionBuilder builder, Span span) {
    this.f = builder;
    this.span = span;
  }

  /// Two numbers whose exact sum is meant; the second is below half an ulp of the first.
  record Pair(Value high, Value low) {}

  Value op(CoreOp op, Value... operands) {
    return f.op(op, span, operands).result();
  }

  Value add(Value a, Value b) {
    return op(CoreOp.ADD, a, b);
  }

  Value sub(Value a, Value b) {
    return op(CoreOp.SUB, a, b);
  }

  Value mul(Value a, Value b) {
    return op(CoreOp.MUL, a, b);
  }

  Value fma(Value a, Value b, Value c) {
    return op(CoreOp.FMA, a, b, c);
  }

  Value select(Value condition, Value then, Value otherwise) {
    return op(CoreOp.SELECT, condition, then, otherwise);
  }

  Value bits(Value x) {
    return op(CoreOp.BITCAST, x);
  }

  /// A number in the type of another: rounded, where that is `f32`.
  Value real(Value like, double number) {
    boolean isWide = VectorType.elementOf(like.type()) == Scalar.F64;
    return constant(like.type(), Attribute.of(isWide ? number : (double) (float) number));
  }

  Value whole(Type type, long number) {
    return constant(type, Attribute.of(number));
  }

  private Value constant(Type type, Attribute value) {
    Attributes attributes = Attributes.of("value", value);
    return f.opOf(CoreOp.CONST, List.of(type), attributes, span, List.of()).result();
  }

  /// The polynomial with these coefficients, that of the highest power first.
  Value horner(Value x, List<Double> coefficients) {
    Value sum = real(x, coefficients.getFirst());
    for (double c : coefficients.subList(1, coefficients.size())) {
      sum = fma(sum, x, real(x, c));
    }
    return sum;
  }

  /// The exact product.
  Pair product(Value a, Value b) {
    Value high = mul(a, b);
    return new Pair(high, fma(a, b, op(CoreOp.NEG, high)));
  }

  /// The exact sum (D. Knuth, "The Art of Computer Programming" 2, 4.2.2, theorem B).
  Pair sum(Value a, Value b) {
    Value high = add(a, b);
    Value bs = sub(high, a);
    Value as = sub(high, bs);
    return new Pair(high, add(sub(a, as), sub(b, bs)));
  }

  // Control.

  Value slot(Value initial) {
    return f.opOf(
            CoreOp.SLOT,
            List.of(new SlotType(initial.type())),
            Attributes.NONE,
            span,
            List.of(initial))
        .result();
  }

  Value get(Value slot) {
    return op(CoreOp.SLOT_GET, slot);
  }

  void set(Value slot, Value value) {
    f.op(CoreOp.SLOT_SET, span, slot, value);
  }

  /// Runs the body unless a condition holds: kernels have loops that count, and no other branches.
  void unless(Value condition, Runnable body) {
    Value one = whole(Scalar.I32, 1);
    Value i = slot(select(condition, one, whole(Scalar.I32, 0)));
    var isBelow = f.block(span, () -> f.op(CoreOp.YIELD, span, op(CoreOp.LT, get(i), one)));
    var round = f.block(span, body);
    var next = f.block(span, () -> set(i, op(CoreOp.WRAPPING_ADD, get(i), whole(Scalar.I32, 1))));
    f.opWith(
        CoreOp.LOOP, List.of(), Attributes.NONE, span, List.of(), List.of(isBelow, round, next));
  }
}
