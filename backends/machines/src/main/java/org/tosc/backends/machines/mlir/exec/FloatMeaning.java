package org.tosc.backends.machines.mlir.exec;

import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.FloatKind;

/// What operations on floats give, as bit patterns.
///
/// Sums, products, quotients and roots are computed in `double` and rounded once more: for the
/// types up to 32 bits that is the nearest number, as `double` has more than twice their digits.
/// Functions of math are those of [StrictMath], rounded.
final class FloatMeaning {
  private static final Map<String, DoubleBinaryOperator> BINARY =
      Map.ofEntries(
          Map.entry("arith.addf", (a, b) -> a + b),
          Map.entry("arith.subf", (a, b) -> a - b),
          Map.entry("arith.mulf", (a, b) -> a * b),
          Map.entry("arith.divf", (a, b) -> a / b),
          Map.entry("arith.remf", (a, b) -> a % b),
          Map.entry("arith.maximumf", Math::max),
          Map.entry("arith.minimumf", Math::min),
          Map.entry("arith.maxnumf", (a, b) -> isNan(a) ? b : isNan(b) ? a : Math.max(a, b)),
          Map.entry("arith.minnumf", (a, b) -> isNan(a) ? b : isNan(b) ? a : Math.min(a, b)),
          Map.entry("math.atan2", StrictMath::atan2),
          Map.entry("math.copysign", Math::copySign),
          Map.entry("math.powf", FloatMeaning::power));

  private static final Map<String, DoubleUnaryOperator> UNARY =
      Map.ofEntries(
          Map.entry("arith.negf", a -> -a),
          Map.entry("math.absf", Math::abs),
          Map.entry("math.acos", StrictMath::acos),
          Map.entry("math.acosh", a -> StrictMath.log(a + Math.sqrt(a * a - 1))),
          Map.entry("math.asin", StrictMath::asin),
          Map.entry("math.asinh", FloatMeaning::asinh),
          Map.entry("math.atan", StrictMath::atan),
          Map.entry("math.atanh", a -> 0.5 * StrictMath.log1p(2 * a / (1 - a))),
          Map.entry("math.cbrt", StrictMath::cbrt),
          Map.entry("math.ceil", Math::ceil),
          Map.entry("math.cos", StrictMath::cos),
          Map.entry("math.cosh", StrictMath::cosh),
          Map.entry("math.erf", ErrorFunction::erf),
          Map.entry("math.exp", StrictMath::exp),
          Map.entry("math.exp2", a -> StrictMath.pow(2, a)),
          Map.entry("math.expm1", StrictMath::expm1),
          Map.entry("math.floor", Math::floor),
          Map.entry("math.log", StrictMath::log),
          Map.entry("math.log10", StrictMath::log10),
          Map.entry("math.log1p", StrictMath::log1p),
          Map.entry("math.log2", a -> StrictMath.log(a) / StrictMath.log(2)),
          Map.entry("math.round", FloatMeaning::awayFromZero),
          Map.entry("math.roundeven", Math::rint),
          Map.entry("math.rsqrt", a -> 1 / Math.sqrt(a)),
          Map.entry("math.sin", StrictMath::sin),
          Map.entry("math.sinh", StrictMath::sinh),
          Map.entry("math.sqrt", Math::sqrt),
          Map.entry("math.tan", StrictMath::tan),
          Map.entry("math.tanh", StrictMath::tanh),
          Map.entry("math.trunc", a -> a < 0 ? Math.ceil(a) : Math.floor(a)));

  private FloatMeaning() {}

  private static boolean isNan(double a) {
    return Double.isNaN(a);
  }

  /// IEEE's power: Java has NaN for 1 to NaN and for -1 to infinity.
  private static double power(double a, double b) {
    boolean isOne = Math.abs(a) - 1 == 0 && (a > 0 || Double.isInfinite(b));
    return isOne ? 1 : StrictMath.pow(a, b);
  }

  private static double asinh(double a) {
    double positive = Math.abs(a);
    double square = positive * positive;
    return Math.copySign(StrictMath.log1p(positive + square / (1 + Math.sqrt(1 + square))), a);
  }

  private static double awayFromZero(double a) {
    double whole = Math.floor(Math.abs(a));
    return Math.copySign(Math.abs(a) - whole >= 0.5 ? whole + 1 : whole, a);
  }

  static @Nullable LongBinaryOperator binary(String name, FloatKind kind) {
    DoubleBinaryOperator exact = BINARY.get(name);
    return exact == null ? null : binary(exact, kind);
  }

  private static LongBinaryOperator binary(DoubleBinaryOperator exact, FloatKind kind) {
    return switch (kind) {
      case F32 -> (a, b) -> single(exact.applyAsDouble(single(a), single(b)));
      case F64 ->
          (a, b) ->
              Double.doubleToRawLongBits(
                  exact.applyAsDouble(Double.longBitsToDouble(a), Double.longBitsToDouble(b)));
      case F16, BF16, F8E5M2, F8E4M3FN ->
          (a, b) -> kind.encode(exact.applyAsDouble(kind.decode(a), kind.decode(b)));
    };
  }

  static @Nullable LongUnaryOperator unary(String name, FloatKind kind) {
    DoubleUnaryOperator exact = UNARY.get(name);
    return exact == null ? null : a -> kind.encode(exact.applyAsDouble(kind.decode(a)));
  }

  private static double single(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  private static long single(double value) {
    return Float.floatToRawIntBits((float) value) & 0xFFFF_FFFFL;
  }

  /// `a * b + c`, rounded once.
  static long fma(FloatKind kind, long a, long b, long c) {
    return switch (kind) {
      case F64 ->
          Double.doubleToRawLongBits(
              Math.fma(
                  Double.longBitsToDouble(a),
                  Double.longBitsToDouble(b),
                  Double.longBitsToDouble(c)));
      case F32 ->
          Float.floatToRawIntBits(
                  Math.fma(
                      Float.intBitsToFloat((int) a),
                      Float.intBitsToFloat((int) b),
                      Float.intBitsToFloat((int) c)))
              & 0xFFFF_FFFFL;
      case F16, BF16, F8E5M2, F8E4M3FN ->
          kind.encode(oddSum(kind.decode(a) * kind.decode(b), kind.decode(c)));
    };
  }

  /// The sum, rounded to odd where it is not exact, so that rounding it again rounds once.
  private static double oddSum(double x, double y) {
    double sum = x + y;
    double part = sum - x;
    double rest = (x - (sum - part)) + (y - part);
    boolean isEven = (Double.doubleToRawLongBits(sum) & 1) == 0;
    if (!Double.isFinite(sum) || Double.isNaN(rest) || Math.abs(rest) <= 0 || !isEven) {
      return sum;
    }
    return rest > 0 ? Math.nextUp(sum) : Math.nextDown(sum);
  }
}
