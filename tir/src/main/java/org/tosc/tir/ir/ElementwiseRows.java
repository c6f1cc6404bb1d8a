package org.tosc.tir.ir;

import static org.tosc.tir.ir.TensorAttrs.APPROXIMATE;
import static org.tosc.tir.ir.TensorRow.binary;
import static org.tosc.tir.ir.TensorRow.function;
import static org.tosc.tir.ir.TensorRow.op;
import static org.tosc.tir.ir.TensorRow.unary;
import static org.tosc.tir.ir.Tolerance.ulps;

/// Element-wise operations: of two tensors that broadcast, and of one.
final class ElementwiseRows {
  private ElementwiseRows() {}

  /// What a quotient by `1 + exp(x)` is at most where that is infinite, from 127.5 ln 2 on: `x` by
  /// 2^127.5.
  private static final double FADES = 0x1p-121;

  static final TensorRow ADD =
      binary("add", "`a + b`.")
          .shape(BroadcastRules::arithmetic)
          .commutes()
          .raises()
          .gradient(ElementwiseGradients::add);

  static final TensorRow SUB =
      binary("sub", "`a - b`.")
          .shape(BroadcastRules::arithmetic)
          .raises()
          .gradient(ElementwiseGradients::sub);

  static final TensorRow MUL =
      binary("mul", "`a · b`.")
          .shape(BroadcastRules::arithmetic)
          .commutes()
          .raises()
          .gradient(ElementwiseGradients::mul);

  static final TensorRow DIV =
      binary("div", "`a / b`, of integers in `f32`.")
          .shape(BroadcastRules::division)
          .gradient(ElementwiseGradients::div);

  static final TensorRow POW =
      binary("pow", "`a` to the power `b`; integers take powers of at least 0.")
          .shape(BroadcastRules::arithmetic)
          .costs(Cost.perResult(20))
          .within(ulps(2))
          .raises()
          .gradient(ElementwiseGradients::pow);

  static final TensorRow MIN =
      binary("min", "The smaller; NaN if either is, -0 below 0.")
          .shape(BroadcastRules::ordered)
          .commutes()
          .gradient(ElementwiseGradients::min);

  static final TensorRow MAX =
      binary("max", "The larger; NaN if either is, -0 below 0.")
          .shape(BroadcastRules::ordered)
          .commutes()
          .gradient(ElementwiseGradients::max);

  static final TensorRow MOD =
      binary("mod", "`a - b·⌊a / b⌋`, with the sign of `b`.")
          .shape(BroadcastRules::arithmetic)
          .raises()
          .gradient(ElementwiseGradients::mod);

  static final TensorRow FLOORDIV =
      binary("floordiv", "`⌊a / b⌋`.").shape(BroadcastRules::arithmetic).raises();

  static final TensorRow EQ =
      binary("eq", "Equal; NaN equals nothing.").shape(BroadcastRules::comparison).commutes();

  static final TensorRow NE =
      binary("ne", "Not equal.").shape(BroadcastRules::comparison).commutes();

  static final TensorRow LT =
      binary("lt", "Less; false for NaN.").shape(BroadcastRules::comparison);

  static final TensorRow LE =
      binary("le", "Less or equal; false for NaN.").shape(BroadcastRules::comparison);

  static final TensorRow GT =
      binary("gt", "Greater; false for NaN.").shape(BroadcastRules::comparison);

  static final TensorRow GE =
      binary("ge", "Greater or equal; false for NaN.").shape(BroadcastRules::comparison);

  static final TensorRow AND =
      binary("and", "Both, of booleans or bits.").shape(BroadcastRules::bitwise).commutes();

  static final TensorRow OR =
      binary("or", "Either, of booleans or bits.").shape(BroadcastRules::bitwise).commutes();

  static final TensorRow XOR =
      binary("xor", "One only, of booleans or bits.").shape(BroadcastRules::bitwise).commutes();

  static final TensorRow WHERE =
      op("where", "`a` where the condition is not 0, else `b`; all three broadcast.")
          .takes("condition", "a", "b")
          .shape(BroadcastRules::where)
          .gradient(ElementwiseGradients::where);

  static final TensorRow NEG =
      unary("neg", "`-x`.")
          .shape(BroadcastRules::numeric)
          .raises()
          .gradient(ElementwiseGradients::neg);

  static final TensorRow ABS =
      unary("abs", "The absolute value.")
          .shape(BroadcastRules::numeric)
          .raises()
          .gradient(ElementwiseGradients::abs);

  static final TensorRow SIGN =
      unary("sign", "-1, 0 or 1; NaN and zeros stay.").shape(BroadcastRules::numeric);

  static final TensorRow FLOOR =
      unary("floor", "The largest integral number not above.").shape(BroadcastRules::numeric);

  static final TensorRow CEIL =
      unary("ceil", "The smallest integral number not below.").shape(BroadcastRules::numeric);

  static final TensorRow ROUND =
      unary("round", "The nearest integral number, ties to even.").shape(BroadcastRules::numeric);

  static final TensorRow RELU =
      unary("relu", "`max(x, 0)`; NaN stays.")
          .shape(BroadcastRules::numeric)
          .gradient(ElementwiseGradients::relu);

  static final TensorRow NOT =
      unary("not", "Logical negation, of integers bit by bit.").shape(BroadcastRules::not);

  static final TensorRow CLIP =
      unary("clip", "`x`, but not below `min` and not above `max`.")
          .with(TensorAttrs.MIN, TensorAttrs.MAX)
          .shape(BroadcastRules::clip)
          .costs(Cost.perResult(2))
          .gradient(ElementwiseGradients::clip);

  static final TensorRow EXP =
      function("exp", 10, 2, "e to the power x.").gradient(ElementwiseGradients::exp);

  static final TensorRow LOG =
      function("log", 10, 2, "The natural logarithm.").gradient(ElementwiseGradients::log);

  static final TensorRow SQRT =
      function("sqrt", 1, 0, "The square root, correctly rounded.")
          .within(Tolerance.BITWISE)
          .gradient(ElementwiseGradients::sqrt);

  static final TensorRow RSQRT =
      function("rsqrt", 2, 2, "`1 / √x`.").gradient(ElementwiseGradients::rsqrt);

  static final TensorRow SIN =
      function("sin", 15, 2, "The sine of radians.").gradient(ElementwiseGradients::sin);

  static final TensorRow COS =
      function("cos", 15, 2, "The cosine of radians.").gradient(ElementwiseGradients::cos);

  static final TensorRow TANH =
      function("tanh", 15, 2, "The hyperbolic tangent.").gradient(ElementwiseGradients::tanh);

  static final TensorRow ERF =
      function("erf", 20, 2, "The error function.").gradient(ElementwiseGradients::erf);

  static final TensorRow SIGMOID =
      function("sigmoid", 12, 4, "`1 / (1 + exp(-x))`.")
          .within(ulps(4, FADES))
          .gradient(ElementwiseGradients::sigmoid);

  static final TensorRow SILU =
      function("silu", 13, 4, "`x · sigmoid(x)`.")
          .within(ulps(4, FADES))
          .gradient(ElementwiseGradients::silu);

  static final TensorRow GELU =
      function("gelu", 20, 8, "`x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³)))`, or `x · Φ(x)`.")
          .with(APPROXIMATE)
          .shape(BroadcastRules::gelu)
          .within(ulps(8, FADES))
          .gradient(ElementwiseGradients::gelu);
}
