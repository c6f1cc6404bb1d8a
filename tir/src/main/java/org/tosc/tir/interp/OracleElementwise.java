package org.tosc.tir.interp;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Promotion;
import org.tosc.tir.ir.Scalar;

/// The meaning of element-wise operations: one number at a time, rounded once.
final class OracleElementwise {
  private OracleElementwise() {}

  /// The meaning of a test of two integers.
  @FunctionalInterface
  interface LongTest {
    boolean test(long a, long b);
  }

  /// The meaning of a test of two floats.
  @FunctionalInterface
  interface RealTest {
    boolean test(double a, double b);
  }

  /// Both operands in the element type of the result.
  static OracleTensor binary(OracleCall call, Integers.Binary whole, DoubleBinaryOperator real) {
    return broadcast(call.operand(0), call.operand(1), call, whole, real);
  }

  private static OracleTensor broadcast(
      OracleTensor a,
      OracleTensor b,
      OracleCall call,
      Integers.Binary whole,
      DoubleBinaryOperator real) {
    long[] shape = call.shape();
    int[] left = positions(a, shape);
    int[] right = positions(b, shape);
    if (OracleTensor.isWhole(call.element())) {
      long[] out = new long[left.length];
      Arrays.setAll(out, i -> whole.apply(a.integer(left[i]), b.integer(right[i])));
      return call.integers(out);
    }
    double[] out = new double[left.length];
    Arrays.setAll(out, i -> real.applyAsDouble(a.real(left[i]), b.real(right[i])));
    return call.reals(out);
  }

  /// For each element of a shape, the position of what an operand has there.
  static int[] positions(OracleTensor t, long[] shape) {
    int[] out = new int[Extents.size(shape)];
    long[] own = t.shape();
    boolean same = Arrays.equals(own, shape);
    Arrays.setAll(out, i -> same ? i : Extents.broadcast(own, Extents.index(shape, i)));
    return out;
  }

  /// Both operands in their promoted type.
  static OracleTensor compare(OracleCall call, LongTest whole, RealTest real) {
    Scalar common = Promotion.of(call.tensor(0).element(), call.tensor(1).element());
    OracleTensor a = call.tensor(0).as(common);
    OracleTensor b = call.tensor(1).as(common);
    int[] left = positions(a, call.shape());
    int[] right = positions(b, call.shape());
    long[] out = new long[left.length];
    for (int i = 0; i < out.length; i++) {
      boolean holds =
          a.isWhole()
              ? whole.test(a.integer(left[i]), b.integer(right[i]))
              : real.test(a.real(left[i]), b.real(right[i]));
      out[i] = holds ? 1 : 0;
    }
    return call.integers(out);
  }

  static OracleTensor where(OracleCall call) {
    int[] conditions = positions(call.tensor(0), call.shape());
    OracleTensor a = call.operand(1);
    OracleTensor b = call.operand(2);
    int[] left = positions(a, call.shape());
    int[] right = positions(b, call.shape());
    if (a.isWhole()) {
      long[] out = new long[left.length];
      Arrays.setAll(
          out,
          i -> call.tensor(0).isTrue(conditions[i]) ? a.integer(left[i]) : b.integer(right[i]));
      return call.integers(out);
    }
    double[] out = new double[left.length];
    Arrays.setAll(
        out, i -> call.tensor(0).isTrue(conditions[i]) ? a.real(left[i]) : b.real(right[i]));
    return call.reals(out);
  }

  /// Integers where the result is of integers, else floats.
  static OracleTensor unary(OracleCall call, Integers.Unary whole, DoubleUnaryOperator real) {
    OracleTensor x = call.operand(0);
    if (x.isWhole()) {
      long[] out = x.integers();
      for (int i = 0; i < out.length; i++) {
        out[i] = whole.apply(out[i]);
      }
      return call.integers(out);
    }
    return function(call, real);
  }

  /// A function of floats.
  static OracleTensor function(OracleCall call, DoubleUnaryOperator real) {
    return call.reals(Arrays.stream(call.operand(0).reals()).map(real).toArray());
  }

  static OracleTensor gelu(OracleCall call) {
    boolean tanh = call.attributes().string("approximate", "tanh").equals("tanh");
    return function(call, tanh ? SpecialFunctions::geluTanh : SpecialFunctions::gelu);
  }

  static OracleTensor not(OracleCall call) {
    Scalar type = call.element();
    long ones =
        type == Scalar.I1
            ? 1
            : type.kind() == Scalar.Kind.UINT ? (1L << (int) type.bits()) - 1 : -1;
    return call.integers(Arrays.stream(call.x().integers()).map(x -> x ^ ones).toArray());
  }

  static OracleTensor clip(OracleCall call) {
    Attribute min = call.attributes().get("min");
    Attribute max = call.attributes().get("max");
    long low = min instanceof Attribute.Int(long n) ? fit(call, n) : Long.MIN_VALUE;
    long high = max instanceof Attribute.Int(long n) ? fit(call, n) : Long.MAX_VALUE;
    double floor = bound(call, "min", Double.NEGATIVE_INFINITY);
    double ceiling = bound(call, "max", Double.POSITIVE_INFINITY);
    return unary(
        call, x -> Math.min(Math.max(x, low), high), x -> Math.min(Math.max(x, floor), ceiling));
  }

  private static long fit(OracleCall call, long bound) {
    return OracleTensor.isWhole(call.element()) ? Integers.fit(call.element(), bound) : bound;
  }

  /// A bound as the element type holds it.
  private static double bound(OracleCall call, String name, double otherwise) {
    double given = call.attributes().number(name, otherwise);
    boolean isExact = OracleTensor.isWhole(call.element()) || Double.isInfinite(given);
    return isExact ? given : Rounding.round(call.element(), given);
  }

  /// `a - b·⌊a / b⌋` with the sign of `b`, exactly but for the last addition.
  static double floorMod(double a, double b) {
    double rest = a % b;
    if (rest == 0) {
      return Math.copySign(rest, b);
    }
    return rest < 0 == b < 0 ? rest : rest + b;
  }

  /// `⌊a / b⌋` of the exact quotient; quotients from 2⁵³ are integral as they are rounded. An
  /// infinite `a` gives NaN, as the remainder does; a zero `b` gives `a / b`.
  static double floorDiv(double a, double b) {
    double quotient = a / b;
    if (b == 0 || Double.isNaN(quotient)) {
      return quotient;
    }
    if (Double.isInfinite(a)) {
      return Double.NaN;
    }
    if (Math.abs(quotient) >= 0x1p53) {
      return quotient;
    }
    if (Double.isInfinite(b)) {
      return a == 0 || a < 0 == b < 0 ? Math.copySign(0.0, quotient) : -1;
    }
    BigDecimal[] parts = new BigDecimal(a).divideAndRemainder(new BigDecimal(b));
    boolean isBelow = parts[1].signum() != 0 && a < 0 != b < 0;
    double floor = (isBelow ? parts[0].subtract(BigDecimal.ONE) : parts[0]).doubleValue();
    return floor == 0 ? Math.copySign(0.0, quotient) : floor;
  }
}
