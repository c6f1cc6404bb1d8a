package org.tosc.passes.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
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
import org.tosc.tir.ir.VectorType;
import org.tosc.tir.source.Span;
import org.tosc.tir.verify.Verifier;

/// Sines and cosines, and `exp` of `f64`, against sums of their series in [Exactly]: random bits of
/// all exponents, ordinary numbers, and for every exponent the numbers next to multiples of π/2.
class TrigonometryTest {
  private static final double[] EDGES = {
    0.0,
    -0.0,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    0x1p-126,
    0x1p-12,
    Math.PI / 4,
    Math.PI / 2,
    3 * Math.PI / 4,
    Math.PI,
    -2 * Math.PI,
    65535.99,
    65536,
    0x1p30,
    0x1.fffffep61,
    0x1p62,
    0x1p101,
    16367173
        * 0x1p72, // next to a multiple of π/2 (J.-M. Muller, "Elementary Functions", table 11.1)
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private static final double[] WIDE_EDGES = {
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    709.782712893384,
    709.7827128933841,
    710,
    711,
    -708.3964185322641,
    -708.4,
    -744.4400719213812,
    -745.1332191019411,
    -745.1332191019412,
    -745.5,
    -746,
    -747,
    0x1p252,
    0x1.fffffffffffffp1023,
    6381956970095103.0 * 0x1p797 // the same table
  };

  /// A function and its bound in ulp.
  enum Case {
    SIN(CoreOp.SIN, Scalar.F32, 0.9),
    COS(CoreOp.COS, Scalar.F32, 0.9),
    WIDE_SIN(CoreOp.SIN, Scalar.F64, 0.9),
    WIDE_COS(CoreOp.COS, Scalar.F64, 0.9),
    WIDE_EXP(CoreOp.EXP, Scalar.F64, 1);

    private final CoreOp op;
    private final Scalar format;
    private final double bound;

    Case(CoreOp op, Scalar format, double bound) {
      this.op = op;
      this.format = format;
      this.bound = bound;
    }

    boolean isSingle() {
      return format == Scalar.F32;
    }

    double rounded(double x) {
      return isSingle() ? (float) x : x;
    }

    double ulp(double y) {
      return isSingle() ? Math.ulp((float) y) : Math.ulp(y);
    }
  }

  private static Interpreter function(Case function, Type type) {
    return function(function, type, Double.POSITIVE_INFINITY);
  }

  private static Interpreter function(Case function, Type type, double most) {
    FunctionBuilder f = new FunctionBuilder("f");
    var y = new Polynomials(f, Span.NONE).of(function.op, f.param(type), most);
    f.op(CoreOp.RETURN, Span.NONE, Objects.requireNonNull(y));
    Module module =
        new Module(List.of(), List.of(f.finish(List.of(type), Attributes.NONE, Span.NONE)));
    assertEquals(List.of(), Verifier.verify(module));
    return new Interpreter(module, NoHost.INSTANCE, (o, in) -> in);
  }

  private static List<Double> edges(Case function) {
    List<Double> edges = new ArrayList<>();
    for (double x : EDGES) {
      edges.add(function.rounded(x));
    }
    if (!function.isSingle()) {
      for (double x : WIDE_EDGES) {
        edges.add(x);
      }
    }
    return edges;
  }

  private static double random(Case function, Random random) {
    return function.isSingle()
        ? Float.intBitsToFloat(random.nextInt())
        : Double.longBitsToDouble(random.nextLong());
  }

  @ParameterizedTest
  @EnumSource
  void withinTheBound(Case function) {
    double most = most(function, 1000, new Random(7));
    assertTrue(most > 0.5, () -> "no hard number among them: " + most);
  }

  /// Where all numbers are small the code for large ones is left out, and nothing else changes.
  @ParameterizedTest
  @EnumSource
  void smallNumbersHaveTheSameBits(Case function) {
    double most =
        function.op == CoreOp.EXP ? 0x1.6p9 : function.isSingle() ? 0x1p16 - 1 : 0x1p30 - 1;
    Interpreter all = function(function, function.format);
    Interpreter small = function(function, function.format, most);
    Random random = new Random(11);
    List<Double> numbers = new ArrayList<>(List.of(0.0, -0.0, most, -most));
    for (int i = 0; i < 2000; i++) {
      numbers.add(function.rounded((random.nextDouble() * 2 - 1) * Math.scalb(most, -i % 40)));
    }
    for (double x : numbers) {
      assertEquals(all.call("f", x), small.call("f", x), () -> function + " of " + x);
    }
  }

  /// The most that results are off, in ulp.
  ///
  /// @param count of random numbers of each kind
  static double most(Case function, int count, Random random) {
    Interpreter f = function(function, function.format);
    List<Double> all = edges(function);
    for (int i = 0; i < count; i++) {
      all.add(random(function, random));
      all.add(function.rounded(random.nextGaussian() * 4));
      all.add(function.rounded(random.nextGaussian() * 300));
      all.add(function.rounded(random.nextGaussian() * 0x1p17));
    }
    if (function.op != CoreOp.EXP) {
      all.addAll(nextToQuarters(function));
    }
    return all.stream().mapToDouble(x -> check(function, f, x)).max().orElse(0);
  }

  /// Denominators of the continued fraction of `2/π · 2^e`: no smaller number comes as near.
  private static List<Double> nextToQuarters(Case function) {
    BigInteger unit = BigInteger.ONE.shiftLeft(2600);
    BigInteger turn =
        new BigDecimal(unit.shiftLeft(1)).divide(Exactly.PI, 0, RoundingMode.DOWN).toBigInteger();
    int precision = function.isSingle() ? 24 : 53;
    List<Double> all = new ArrayList<>();
    for (int e = -20; e < (function.isSingle() ? 104 : 971); e++) {
      BigInteger a = unit;
      BigInteger b = (e < 0 ? turn.shiftRight(-e) : turn.shiftLeft(e)).mod(unit);
      BigInteger before = BigInteger.ZERO;
      BigInteger q = BigInteger.ONE;
      BigInteger best = q;
      while (q.bitLength() <= precision && b.signum() != 0) {
        best = q;
        BigInteger[] step = a.divideAndRemainder(b);
        BigInteger next = step[0].multiply(q).add(before);
        before = q;
        q = next;
        a = b;
        b = step[1];
      }
      all.add(best.doubleValue() * Math.scalb(1.0, e));
    }
    return all;
  }

  /// How far a result is off, in ulp.
  private static double check(Case function, Interpreter f, double x) {
    double found = (Double) f.call("f", x);
    if (Double.isNaN(x) || (Double.isInfinite(x) && function.op != CoreOp.EXP)) {
      assertTrue(Double.isNaN(found), () -> function + " of " + x + " is " + found);
      return 0;
    }
    double plain =
        switch (function) {
          case SIN, WIDE_SIN -> StrictMath.sin(x);
          case COS, WIDE_COS -> StrictMath.cos(x);
          case WIDE_EXP -> StrictMath.exp(x);
        };
    double nearest = function.rounded(plain);
    if (nearest == 0 || Double.isInfinite(nearest)) {
      assertEquals(nearest, found, () -> function + " of " + x);
      return 0;
    }
    BigDecimal exact =
        function.isSingle()
            ? new BigDecimal(plain)
            : function == Case.WIDE_EXP
                ? Exactly.exp(x)
                : function == Case.WIDE_SIN ? Exactly.sin(x) : Exactly.cos(x);
    double off = new BigDecimal(found).subtract(exact).abs().doubleValue() / function.ulp(nearest);
    assertTrue(
        off <= function.bound, () -> function + " of " + x + " is " + found + ", " + off + " ulp");
    return off;
  }

  @ParameterizedTest
  @EnumSource
  void vectorsHaveTheSameBits(Case function) {
    Interpreter scalar = function(function, function.format);
    Interpreter vector = function(function, new VectorType(2, function.format));
    for (double x : edges(function)) {
      for (double beside : new double[] {0.5, 0x1p80, Double.NaN}) {
        Object[] both = (Object[]) vector.call("f", (Object) new Object[] {x, beside});
        assertEquals(scalar.call("f", x), both[0], () -> function + " of " + x);
        assertEquals(scalar.call("f", beside), both[1], () -> function + " of " + beside);
      }
    }
  }

  @Test
  void seriesAgreeWithStrictMath() {
    for (double x : new double[] {0.3, -2, 100.5, 1e10, 1e300}) {
      assertEquals(StrictMath.sin(x), Exactly.sin(x).doubleValue(), 2e-16);
      assertEquals(StrictMath.cos(x), Exactly.cos(x).doubleValue(), 2e-16);
    }
    assertEquals(Math.E, Exactly.exp(1).doubleValue());
  }
}
