package org.tosc.tir.ir;

/// Derivatives of element-wise operations. Where a function has a kink, the derivative of one side
/// or the mean of both is taken.
final class ElementwiseGradients {
  private ElementwiseGradients() {}

  static <V> void add(GradientContext<V> g) {
    g.give(0, g.adjoint());
    g.give(1, g.adjoint());
  }

  static <V> void sub(GradientContext<V> g) {
    g.give(0, g.adjoint());
    g.give(1, g.neg(g.adjoint()));
  }

  static <V> void mul(GradientContext<V> g) {
    g.give(0, g.mul(g.adjoint(), g.operand(1)));
    g.give(1, g.mul(g.adjoint(), g.operand(0)));
  }

  static <V> void div(GradientContext<V> g) {
    V share = g.div(g.adjoint(), g.operand(1));
    g.give(0, share);
    g.give(1, g.neg(g.mul(share, g.result())));
  }

  /// `b · a^(b-1)`, 0 for b = 0, and `a^b · log a`, 0 for a ≤ 0.
  static <V> void pow(GradientContext<V> g) {
    V a = g.operand(0);
    V b = g.operand(1);
    V zero = g.number(0, g.result());
    if (g.needs(0)) {
      V slope = g.mul(b, g.apply(TensorOp.POW, a, g.plus(-1, b)));
      V safe = g.where(g.apply(TensorOp.NE, b, zero), g.castLike(slope, g.result()), 0);
      g.give(0, g.mul(g.adjoint(), safe));
    }
    if (g.needs(1)) {
      V slope = g.mul(g.result(), g.apply(TensorOp.LOG, a));
      V safe = g.where(g.apply(TensorOp.GT, a, zero), g.castLike(slope, g.result()), 0);
      g.give(1, g.mul(g.adjoint(), safe));
    }
  }

  static <V> void min(GradientContext<V> g) {
    chosen(g, TensorOp.LT);
  }

  static <V> void max(GradientContext<V> g) {
    chosen(g, TensorOp.GT);
  }

  /// To the operand that was taken; half to each where they are equal.
  private static <V> void chosen(GradientContext<V> g, TensorOp first) {
    V dy = g.adjoint();
    V half = g.scale(0.5, g.castLike(g.apply(TensorOp.EQ, g.operand(0), g.operand(1)), dy));
    V left = g.castLike(g.apply(first, g.operand(0), g.operand(1)), dy);
    V right = g.castLike(g.apply(first, g.operand(1), g.operand(0)), dy);
    g.give(0, g.mul(dy, g.add(left, half)));
    g.give(1, g.mul(dy, g.add(right, half)));
  }

  static <V> void mod(GradientContext<V> g) {
    g.give(0, g.adjoint());
    V quotient = g.apply(TensorOp.FLOORDIV, g.operand(0), g.operand(1));
    g.give(1, g.neg(g.mul(g.adjoint(), quotient)));
  }

  static <V> void where(GradientContext<V> g) {
    V zero = g.number(0, g.adjoint());
    g.give(1, g.where(g.operand(0), g.adjoint(), 0));
    g.give(
        2,
        g.apply(
            TensorOp.WHERE, Attributes.NONE, java.util.List.of(g.operand(0), zero, g.adjoint())));
  }

  static <V> void neg(GradientContext<V> g) {
    g.give(0, g.neg(g.adjoint()));
  }

  static <V> void abs(GradientContext<V> g) {
    g.give(0, g.mul(g.adjoint(), g.apply(TensorOp.SIGN, g.x())));
  }

  static <V> void relu(GradientContext<V> g) {
    V zero = g.number(0, g.x());
    g.give(0, g.mul(g.adjoint(), g.indicator(TensorOp.GT, g.x(), zero)));
  }

  /// Where the result is the operand.
  static <V> void clip(GradientContext<V> g) {
    g.give(0, g.mul(g.adjoint(), g.indicator(TensorOp.EQ, g.x(), g.result())));
  }

  static <V> void exp(GradientContext<V> g) {
    g.give(0, g.mul(g.adjoint(), g.result()));
  }

  static <V> void log(GradientContext<V> g) {
    g.give(0, g.div(g.adjoint(), g.x()));
  }

  static <V> void sqrt(GradientContext<V> g) {
    g.give(0, g.div(g.scale(0.5, g.adjoint()), g.result()));
  }

  static <V> void rsqrt(GradientContext<V> g) {
    V cube = g.mul(g.result(), g.mul(g.result(), g.result()));
    g.give(0, g.mul(g.scale(-0.5, g.adjoint()), cube));
  }

  static <V> void sin(GradientContext<V> g) {
    g.give(0, g.mul(g.adjoint(), g.apply(TensorOp.COS, g.x())));
  }

  static <V> void cos(GradientContext<V> g) {
    g.give(0, g.neg(g.mul(g.adjoint(), g.apply(TensorOp.SIN, g.x()))));
  }

  static <V> void tanh(GradientContext<V> g) {
    g.give(0, g.mul(g.adjoint(), oneMinus(g, g.mul(g.result(), g.result()))));
  }

  static <V> void erf(GradientContext<V> g) {
    V bell = g.apply(TensorOp.EXP, g.neg(g.mul(g.x(), g.x())));
    g.give(0, g.mul(g.adjoint(), g.scale(2 / Math.sqrt(Math.PI), bell)));
  }

  static <V> void sigmoid(GradientContext<V> g) {
    g.give(0, g.mul(g.adjoint(), g.mul(g.result(), oneMinus(g, g.result()))));
  }

  /// `s · (1 + x · (1 - s))` with s = sigmoid(x).
  static <V> void silu(GradientContext<V> g) {
    V s = g.apply(TensorOp.SIGMOID, g.x());
    V slope = g.mul(s, g.plus(1, g.mul(g.x(), oneMinus(g, s))));
    g.give(0, g.mul(g.adjoint(), slope));
  }

  static <V> void gelu(GradientContext<V> g) {
    boolean tanh = g.attributes().string("approximate", "tanh").equals("tanh");
    g.give(0, g.mul(g.adjoint(), tanh ? geluTanhSlope(g) : geluSlope(g)));
  }

  /// `½(1 + t) + ½ x (1 - t²) · √(2/π) (1 + 3·0.044715 x²)` with t the hyperbolic tangent.
  private static <V> V geluTanhSlope(GradientContext<V> g) {
    double root = Math.sqrt(2 / Math.PI);
    V x = g.x();
    V square = g.mul(x, x);
    V inner = g.scale(root, g.mul(x, g.plus(1, g.scale(0.044715, square))));
    V t = g.apply(TensorOp.TANH, inner);
    V innerSlope = g.scale(root, g.plus(1, g.scale(3 * 0.044715, square)));
    V rising = g.mul(g.mul(x, oneMinus(g, g.mul(t, t))), innerSlope);
    return g.scale(0.5, g.add(g.plus(1, t), rising));
  }

  /// `Φ(x) + x φ(x)`.
  private static <V> V geluSlope(GradientContext<V> g) {
    V x = g.x();
    V share = g.scale(0.5, g.plus(1, g.apply(TensorOp.ERF, g.scale(Math.sqrt(0.5), x))));
    V bell = g.apply(TensorOp.EXP, g.scale(-0.5, g.mul(x, x)));
    return g.add(share, g.scale(1 / Math.sqrt(2 * Math.PI), g.mul(x, bell)));
  }

  private static <V> V oneMinus(GradientContext<V> g, V a) {
    return g.sub(g.number(1, a), a);
  }

  static <V> void cast(GradientContext<V> g) {
    g.give(0, g.adjoint());
  }
}
