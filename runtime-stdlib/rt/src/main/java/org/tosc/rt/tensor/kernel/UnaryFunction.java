package org.tosc.rt.tensor.kernel;

import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The element-wise operations of one operand: the meaning on floats, and on integers where the
/// result is an integer; without one, integers become `f32` first.
///
/// `round` takes halves to even. `relu`, `sign` and the rest give NaN for NaN.
// The functions are stateless lambdas.
@SuppressWarnings("ImmutableEnumChecker")
enum UnaryFunction {
  NEG("neg", x -> -x, Math::negateExact),
  ABS("abs", Math::abs, Math::absExact),
  SIGN("sign", Math::signum, x -> (long) Long.signum(x)),
  FLOOR("floor", Math::floor, x -> x),
  CEIL("ceil", Math::ceil, x -> x),
  ROUND("round", Math::rint, x -> x),
  RELU("relu", x -> Math.max(x, 0.0), x -> Math.max(x, 0)),
  EXP("exp", Math::exp, null),
  LOG("log", Math::log, null),
  SQRT("sqrt", Math::sqrt, null),
  RSQRT("rsqrt", Functions::rsqrt, null),
  SIN("sin", Math::sin, null),
  COS("cos", Math::cos, null),
  TANH("tanh", Math::tanh, null),
  SIGMOID("sigmoid", Functions::sigmoid, null),
  SILU("silu", Functions::silu, null),
  ERF("erf", Erf::erf, null);

  private final String op;
  private final DoubleUnaryOperator doubles;
  private final @Nullable LongUnaryOperator longs;

  UnaryFunction(String op, DoubleUnaryOperator doubles, @Nullable LongUnaryOperator longs) {
    this.op = op;
    this.doubles = doubles;
    this.longs = longs;
  }

  String op() {
    return op;
  }

  DoubleUnaryOperator doubles() {
    return doubles;
  }

  @Nullable LongUnaryOperator longs() {
    return longs;
  }
}
