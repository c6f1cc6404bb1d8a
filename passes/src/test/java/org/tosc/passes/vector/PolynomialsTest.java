package org.tosc.passes.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.tir.interp.Interpreter;
import org.tosc.tir.interp.NoHost;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;
import org.tosc.tir.source.Span;
import org.tosc.tir.verify.Verifier;

/// Elementary functions against `StrictMath` in binary64: bits of random floats, and the places
/// where the ways change.
class PolynomialsTest {
  private static final float[] EDGES = {
    0f,
    -0f,
    1f,
    -1f,
    0x1p-149f,
    -0x1p-149f,
    0x1p-126f,
    0.625f,
    -0.625f,
    0.624999f,
    0.9277344f,
    4f,
    -4f,
    9f,
    88.72283f,
    88.72284f,
    89f,
    -87.33655f,
    -103.27893f,
    -103.97208f,
    -104f,
    -105f,
    0x1.6a09e6p-1f,
    0x1.6a09e8p0f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  /// A function, its bound in ulp and its meaning.
  enum Case {
    EXP(1.1, StrictMath::exp),
    EXP_OF_NEGATIVE(1.1, StrictMath::exp),
    NORMAL_EXP(
        1.1,
        x ->
            x < -0x1.5d589ep6
                ? 0
                : x > 127.5 * Math.log(2) ? Double.POSITIVE_INFINITY : StrictMath.exp(x)),
    LOG(0.9, StrictMath::log),
    SIGMOID(
        2.5,
        x -> x < 0 ? StrictMath.exp(x) / (1 + StrictMath.exp(x)) : 1 / (1 + StrictMath.exp(-x))),
    TANH(1.5, StrictMath::tanh),
    ERF(1.1, PolynomialsTest::erf),
    NORMAL(6.5, PolynomialsTest::normal);

    private final double bound;
    private final DoubleUnaryOperator meaning;

    Case(double bound, DoubleUnaryOperator meaning) {
      this.bound = bound;
      this.meaning = meaning;
    }

    boolean isOfNegatives() {
      return this == EXP_OF_NEGATIVE;
    }

    Value of(Polynomials p, Value x) {
      return switch (this) {
        case EXP -> p.exp(x);
        case EXP_OF_NEGATIVE -> p.expOfNegative(x);
        case NORMAL_EXP -> p.normalExp(x);
        case LOG -> p.log(x);
        case SIGMOID -> p.sigmoid(x);
        case TANH -> p.tanh(x);
        case ERF -> p.erf(x);
        case NORMAL -> p.normal(x);
      };
    }
  }

  /// `2/√π · Σ (-1)^k x^(2k+1) / (k! (2k+1))`, and 1 where that is all a float can hold.
  private static double erf(double x) {
    if (Math.abs(x) > 4.5) {
      return Math.signum(x);
    }
    double sum = x;
    double power = x;
    for (int k = 1; k < 150; k++) {
      power *= -x * x / k;
      sum += power / (2 * k + 1);
    }
    return x == 0 ? x : 2 / Math.sqrt(Math.PI) * sum;
  }

  /// Near 0 by the series of `erf`, else by Laplace's continued fraction of what lies beyond: the
  /// density by `1 / (x + 1 / (x + 2 / (x + …)))` (NIST Digital Library of Mathematical Functions,
  /// 7.9).
  private static double normal(double x) {
    if (!(Math.abs(x) >= 1)) {
      return 0.5 + 0.5 * erf(x * Math.sqrt(0.5));
    }
    double size = Math.abs(x);
    double fraction = size;
    for (int k = 500; k > 0; k--) {
      fraction = size + k / fraction;
    }
    double tail = Math.exp(-x * x / 2) / (Math.sqrt(2 * Math.PI) * fraction);
    double held = x * x / 2 > 0x1.5d589ep6 || size > 14 ? 0 : tail;
    return x < 0 ? held : 1 - tail;
  }

  private static Interpreter function(Case function, Type type) {
    FunctionBuilder f = new FunctionBuilder("f");
    Value y = function.of(new Polynomials(f, Span.NONE), f.param(type));
    f.op(CoreOp.RETURN, Span.NONE, y);
    Module module =
        new Module(List.of(), List.of(f.finish(List.of(type), Attributes.NONE, Span.NONE)));
    assertEquals(List.of(), Verifier.verify(module));
    return new Interpreter(module, NoHost.INSTANCE, (o, in) -> in);
  }

  @ParameterizedTest
  @EnumSource
  void withinTheBound(Case function) {
    Interpreter f = function(function, Scalar.F32);
    for (float x : EDGES) {
      check(function, f, x);
    }
    Random random = new Random(5);
    for (int i = 0; i < 30_000; i++) {
      check(function, f, Float.intBitsToFloat(random.nextInt()));
      check(function, f, (float) (random.nextGaussian() * 5));
    }
  }

  private static void check(Case function, Interpreter f, float x) {
    if (x > 0 && function.isOfNegatives()) {
      return;
    }
    float found = (float) (double) (Double) f.call("f", (double) x);
    double wanted = function.meaning.applyAsDouble(x);
    float rounded = (float) wanted;
    boolean exact = Double.isNaN(wanted) || Float.isInfinite(rounded) || rounded == 0;
    boolean holds =
        exact
            ? Float.compare(found, rounded) == 0
            : Math.abs(found - wanted) <= function.bound * Math.ulp(rounded);
    assertTrue(holds, () -> function + " of " + x + " is " + found + ", wanted " + wanted);
  }

  @ParameterizedTest
  @EnumSource
  void vectorsHaveTheSameBits(Case function) {
    Interpreter scalar = function(function, Scalar.F32);
    Interpreter vector = function(function, new VectorType(2, Scalar.F32));
    for (float x : EDGES) {
      Object one = scalar.call("f", (double) x);
      Object[] both = (Object[]) vector.call("f", (Object) new Object[] {(double) x, 0.5});
      assertEquals(one, both[0], () -> function + " of " + x);
    }
  }

  @Test
  void onlyWhatIsThereIsOffered() {
    FunctionBuilder f = new FunctionBuilder("f");
    Polynomials p = new Polynomials(f, Span.NONE);
    Value x = f.param(Scalar.F32);
    Value wide = f.param(Scalar.F64);
    List<CoreOp> offered =
        Arrays.stream(CoreOp.values()).filter(op -> p.of(op, x) != null).toList();
    assertEquals(List.of(CoreOp.EXP, CoreOp.LOG, CoreOp.SIN, CoreOp.COS, CoreOp.TANH), offered);
    assertEquals(null, p.of(CoreOp.LOG, wide));
  }
}
