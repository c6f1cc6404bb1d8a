package org.tosc.backends.machines.gpu.tile;

import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Operations on one number. Functions are computed in double precision (`StrictMath`, below one
/// ulp of a double) and rounded to the type.
///
/// Costs are instructions per element as CUDA's fast forms have them: `exp` is a product and a
/// power of two.
public enum Unary {
  NEG("neg", x -> -x, x -> -x, 1, 0),
  ABS("abs", Math::abs, Math::abs, 1, 0),
  NOT("not", x -> ~x, null, 1, 0),
  EXP("exp", null, StrictMath::exp, 1, 1),
  EXP2("exp2", null, x -> StrictMath.pow(2, x), 0, 1),
  EXPM1("expm1", null, StrictMath::expm1, 4, 1),
  LOG("log", null, StrictMath::log, 1, 1),
  LOG2("log2", null, Functions::log2, 0, 1),
  LOG10("log10", null, StrictMath::log10, 1, 1),
  LOG1P("log1p", null, StrictMath::log1p, 4, 1),
  SIN("sin", null, StrictMath::sin, 4, 1),
  COS("cos", null, StrictMath::cos, 4, 1),
  TAN("tan", null, StrictMath::tan, 4, 2),
  ASIN("asin", null, StrictMath::asin, 12, 1),
  ACOS("acos", null, StrictMath::acos, 12, 1),
  ATAN("atan", null, StrictMath::atan, 12, 1),
  TANH("tanh", null, StrictMath::tanh, 0, 1),
  ERF("erf", null, Functions::erf, 12, 1),
  SQRT("sqrt", null, Math::sqrt, 1, 1),
  RSQRT("rsqrt", null, x -> 1 / Math.sqrt(x), 0, 1),
  FLOOR("floor", null, Math::floor, 1, 0),
  CEIL("ceil", null, Math::ceil, 1, 0),
  ROUND_EVEN("roundeven", null, Math::rint, 1, 0),
  TRUNC("trunc", null, x -> x < 0 ? Math.ceil(x) : Math.floor(x), 1, 0);

  final String text;
  private final @Nullable LongUnaryOperator onInts;
  private final @Nullable DoubleUnaryOperator onFloats;
  final int alu;
  final int sfu;

  Unary(
      String text,
      @Nullable LongUnaryOperator onInts,
      @Nullable DoubleUnaryOperator onFloats,
      int alu,
      int sfu) {
    this.text = text;
    this.onInts = onInts;
    this.onFloats = onFloats;
    this.alu = alu;
    this.sfu = sfu;
  }

  public String text() {
    return text;
  }

  /// Whether it is defined on numbers of a type.
  public boolean takes(DType type) {
    return (type.isFloat() ? onFloats : onInts) != null;
  }

  LongUnaryOperator onInts() {
    if (onInts == null) {
      throw new IllegalArgumentException(text + " is not defined on whole numbers");
    }
    return onInts;
  }

  DoubleUnaryOperator onFloats() {
    if (onFloats == null) {
      throw new IllegalArgumentException(text + " is not defined on floats");
    }
    return onFloats;
  }
}
