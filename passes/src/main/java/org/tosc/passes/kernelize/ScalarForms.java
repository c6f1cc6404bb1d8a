package org.tosc.passes.kernelize;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.vector.Polynomials;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;

/// Element-wise tensor operations of `f32` as operations of `core` on one element.
///
/// `sigmoid silu gelu` are quotients by `1 + exp(…)`, which keep their relative precision where the
/// textbook's `1 + tanh` cancels.
final class ScalarForms {
  /// Writes the operation on one element.
  @FunctionalInterface
  interface Form {
    Value write(Scalars s, Value[] operands, Attributes attributes);
  }

  private static final Map<TensorOp, Form> TABLE = new EnumMap<>(TensorOp.class);

  /// What is not worth computing twice.
  private static final Set<TensorOp> COSTLY =
      Set.of(
          TensorOp.EXP,
          TensorOp.LOG,
          TensorOp.TANH,
          TensorOp.ERF,
          TensorOp.SIN,
          TensorOp.COS,
          TensorOp.SIGMOID,
          TensorOp.SILU,
          TensorOp.GELU,
          TensorOp.DIV,
          TensorOp.SQRT,
          TensorOp.RSQRT);

  static {
    binary(TensorOp.ADD, CoreOp.ADD);
    binary(TensorOp.SUB, CoreOp.SUB);
    binary(TensorOp.MUL, CoreOp.MUL);
    binary(TensorOp.DIV, CoreOp.DIV);
    binary(TensorOp.MIN, CoreOp.MIN);
    binary(TensorOp.MAX, CoreOp.MAX);
    binary(TensorOp.EQ, CoreOp.EQ);
    binary(TensorOp.NE, CoreOp.NE);
    binary(TensorOp.LT, CoreOp.LT);
    binary(TensorOp.LE, CoreOp.LE);
    binary(TensorOp.GT, CoreOp.GT);
    binary(TensorOp.GE, CoreOp.GE);
    unary(TensorOp.NEG, CoreOp.NEG);
    unary(TensorOp.ABS, CoreOp.ABS);
    unary(TensorOp.FLOOR, CoreOp.FLOOR);
    unary(TensorOp.CEIL, CoreOp.CEIL);
    unary(TensorOp.LOG, CoreOp.LOG);
    unary(TensorOp.TANH, CoreOp.TANH);
    unary(TensorOp.SIN, CoreOp.SIN);
    unary(TensorOp.COS, CoreOp.COS);
    unary(TensorOp.SQRT, CoreOp.SQRT);
    TABLE.put(TensorOp.RSQRT, (s, x, a) -> s.op(CoreOp.DIV, s.number(1), s.op(CoreOp.SQRT, x[0])));
    TABLE.put(TensorOp.RELU, ScalarForms::relu);
    TABLE.put(TensorOp.CLIP, ScalarForms::clip);
    TABLE.put(TensorOp.WHERE, (s, x, a) -> s.op(CoreOp.SELECT, s.truth(x[0]), x[1], x[2]));
    TABLE.put(TensorOp.SIGMOID, (s, x, a) -> logistic(s, s.number(1), x[0]));
    TABLE.put(TensorOp.SILU, (s, x, a) -> logistic(s, x[0], x[0]));
    TABLE.put(TensorOp.ERF, (s, x, a) -> new Polynomials(s.builder(), s.span()).erf(x[0]));
    TABLE.put(TensorOp.GELU, ScalarForms::gelu);
    TABLE.put(TensorOp.EXP, ScalarForms::exp);
  }

  /// The attribute of an `exp` of numbers that are not above 0.
  static final String FALLS = "falls";

  private ScalarForms() {}

  static @Nullable Form of(TensorOp op) {
    return TABLE.get(op);
  }

  static boolean isCostly(TensorOp op) {
    return COSTLY.contains(op);
  }

  private static void unary(TensorOp op, CoreOp core) {
    TABLE.put(op, (s, x, a) -> s.op(core, x[0]));
  }

  private static void binary(TensorOp op, CoreOp core) {
    TABLE.put(op, (s, x, a) -> s.op(core, x[0], x[1]));
  }

  /// A maximum that heeds NaN takes six instructions on vectors, this two.
  private static Value relu(Scalars s, Value[] x, Attributes attributes) {
    Value zero = s.number(0);
    return s.op(CoreOp.SELECT, s.op(CoreOp.LT, x[0], zero), zero, x[0]);
  }

  private static Value clip(Scalars s, Value[] x, Attributes attributes) {
    Value atLeast =
        attributes.has("min")
            ? s.op(CoreOp.MAX, x[0], s.number(attributes.number("min", 0)))
            : x[0];
    return attributes.has("max")
        ? s.op(CoreOp.MIN, atLeast, s.number(attributes.number("max", 0)))
        : atLeast;
  }

  private static Value exp(Scalars s, Value[] x, Attributes attributes) {
    return attributes.flag(FALLS, false)
        ? s.op(CoreOp.EXP, Polynomials.FALLING, x[0])
        : s.op(CoreOp.EXP, x[0]);
  }

  /// `a / (1 + exp(-x))`; 0 where that is below some 10^-36.
  private static Value logistic(Scalars s, Value a, Value x) {
    Value power = s.op(CoreOp.EXP, Polynomials.NORMAL, s.op(CoreOp.NEG, x));
    return s.op(CoreOp.DIV, a, s.op(CoreOp.ADD, s.number(1), power));
  }

  /// `x/2 · (1 + tanh(u)) = x / (1 + exp(-2u))`, `2u = x · (2√(2/π) + 2√(2/π)·0.044715 · x²)`.
  private static Value gelu(Scalars s, Value[] in, Attributes attributes) {
    if (attributes.string("approximate", "tanh").equals("none")) {
      return exactGelu(s, in[0]);
    }
    double slope = 2 * Math.sqrt(2 / Math.PI);
    Value x = in[0];
    Value square = s.op(CoreOp.MUL, x, x);
    Value factor = s.op(CoreOp.FMA, s.number(slope * 0.044715), square, s.number(slope));
    return logistic(s, x, s.op(CoreOp.MUL, x, factor));
  }

  /// `x · Φ(x)`.
  private static Value exactGelu(Scalars s, Value x) {
    return s.op(CoreOp.MUL, x, new Polynomials(s.builder(), s.span()).normal(x));
  }

  static boolean has(TensorOp op) {
    return TABLE.containsKey(op);
  }

  /// The scalar types that formulas are made of.
  static boolean holds(Scalar type) {
    return type == Scalar.F32 || type == Scalar.I1;
  }
}
