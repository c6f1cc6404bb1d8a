package org.tosc.rt.builtin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Arithmetic;
import org.tosc.rt.ops.Compare;
import org.tosc.rt.ops.Tensors;
import org.tosc.rt.tensor.Tensor;

/// Functions of numbers. Those that tensors have too apply element by element there.
public final class NumberGroup {
  private NumberGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of("abs(x)", "the absolute value", (_, a) -> abs(a[0]))
            .as("fabs", "tensor_abs")
            .on("tensor"),
        elementwise("sqrt", "the square root", Math::sqrt).as("tensor_sqrt").on("tensor"),
        elementwise("exp", "e to the power x", Math::exp).as("tensor_exp").on("tensor"),
        Builtin.of(
                "log(x, base=nil)",
                "the natural logarithm, or that to a base",
                (_, a) -> log(a[0], a[1]))
            .as("ln", "tensor_log")
            .on("tensor"),
        elementwise("sin", "the sine of radians", Math::sin).on("tensor"),
        elementwise("cos", "the cosine of radians", Math::cos).on("tensor"),
        elementwise("tanh", "the hyperbolic tangent", Math::tanh).on("tensor"),
        elementwise("rsqrt", "one over the square root", x -> 1 / Math.sqrt(x)).on("tensor"),
        scalar("cbrt", "the cube root", Math::cbrt),
        scalar("tan", "the tangent of radians", Math::tan),
        scalar("asin", "the arc sine in radians", Math::asin),
        scalar("acos", "the arc cosine in radians", Math::acos),
        scalar("atan", "the arc tangent in radians", Math::atan),
        scalar("sinh", "the hyperbolic sine", Math::sinh),
        scalar("cosh", "the hyperbolic cosine", Math::cosh),
        scalar("log2", "the logarithm to base 2", NumberGroup::log2),
        scalar("log10", "the logarithm to base 10", Math::log10),
        scalar("log1p", "the natural logarithm of 1 + x", Math::log1p),
        scalar("expm1", "e to the power x, minus 1", Math::expm1),
        scalar("degrees", "radians in degrees", Math::toDegrees),
        scalar("radians", "degrees in radians", Math::toRadians),
        binary("atan2(y, x)", "the angle of the point (x, y) in radians", Math::atan2),
        binary("hypot(x, y)", "the length of the vector (x, y)", Math::hypot),
        Builtin.of("pow(x, y)", "x to the power y, as `**`", (_, a) -> Arithmetic.pow(a[0], a[1]))
            .as("tensor_pow")
            .on("tensor"),
        rounding("floor", "the largest integer not above x", Math::floor).on("tensor"),
        rounding("ceil", "the smallest integer not below x", Math::ceil).on("tensor"),
        rounding("trunc", "x without its fraction", x -> x < 0 ? Math.ceil(x) : Math.floor(x)),
        Builtin.of(
                "round(x, digits=nil)",
                "the nearest integer, halves away from zero; with digits, that many decimals",
                (_, a) -> round(a[0], a[1]))
            .on("tensor"),
        Builtin.of("sign(x)", "-1, 0 or 1", (_, a) -> sign(a[0])).on("tensor"),
        Builtin.of(
                "clamp(x, low, high)",
                "x, but not below low and not above high",
                NumberGroup::clamp)
            .as("clip")
            .on("tensor"),
        Builtin.of(
            "lerp(a, b, t)",
            "a + (b - a) · t",
            (_, a) -> Arithmetic.add(a[0], Arithmetic.mul(Arithmetic.sub(a[1], a[0]), a[2]))),
        Builtin.of("is_nan(x)", "whether x is nan", (_, a) -> Double.isNaN(num("is_nan", a[0])))
            .as("isnan"),
        Builtin.of(
                "is_finite(x)",
                "whether x is neither infinite nor nan",
                (_, a) -> Double.isFinite(num("is_finite", a[0])))
            .as("isfinite"),
        Builtin.of(
                "is_inf(x)",
                "whether x is infinite",
                (_, a) -> Double.isInfinite(num("is_inf", a[0])))
            .as("isinf"),
        Builtin.of("gcd(a, b)", "the greatest common divisor", (_, a) -> gcd(a[0], a[1])),
        Builtin.of("lcm(a, b)", "the least common multiple", (_, a) -> lcm(a[0], a[1])),
        Builtin.of("factorial(n)", "1 · 2 · … · n", (_, a) -> factorial(a[0])),
        Builtin.of("divmod(a, b)", "[a div b, a % b]", (_, a) -> divmod(a[0], a[1])));
  }

  private static double num(String builtin, @Nullable Object x) {
    return Args.number(builtin, x);
  }

  private static Builtin scalar(String name, String doc, DoubleUnaryOperator function) {
    return Builtin.of(name + "(x)", doc, (_, a) -> function.applyAsDouble(Args.number(name, a[0])));
  }

  private static Builtin elementwise(String name, String doc, DoubleUnaryOperator function) {
    return Builtin.of(
        name + "(x)",
        doc,
        (_, a) ->
            a[0] instanceof Tensor t
                ? Tensors.apply(name, t)
                : (Object) function.applyAsDouble(Args.number(name, a[0])));
  }

  /// A function of two floats.
  @FunctionalInterface
  private interface Binary {
    double of(double x, double y);
  }

  private static Builtin binary(String call, String doc, Binary function) {
    String name = call.substring(0, call.indexOf('('));
    return Builtin.of(
        call, doc, (_, a) -> function.of(Args.number(name, a[0]), Args.number(name, a[1])));
  }

  private static Builtin rounding(String name, String doc, DoubleUnaryOperator function) {
    return Builtin.of(
        name + "(x)",
        doc,
        (_, a) ->
            switch (a[0]) {
              case Long x -> x;
              case Tensor t -> Tensors.apply(name, t);
              case null, default ->
                  Conversions.truncate(name, function.applyAsDouble(Args.number(name, a[0])));
            });
  }

  /// `abs(x)`.
  public static @Nullable Object abs(@Nullable Object x) {
    return switch (x) {
      case Long n -> n < 0 ? (Object) Arithmetic.neg(n.longValue()) : n;
      case Double d -> Math.abs(d);
      case Tensor t -> Tensors.apply("abs", t);
      case null, default -> throw Args.wrong("abs", "a number", x);
    };
  }

  private static @Nullable Object log(@Nullable Object x, @Nullable Object base) {
    if (x instanceof Tensor t) {
      return Tensors.apply("log", t);
    }
    double natural = Math.log(Args.number("log", x));
    return base == null ? (Object) natural : natural / Math.log(Args.number("log", base));
  }

  // Exact for powers of two, which the quotient of logarithms is not.
  private static double log2(double x) {
    if (x > 0 && x < Double.MIN_NORMAL) {
      return log2(x * 0x1p54) - 54;
    }
    int exponent = Math.getExponent(x);
    if (exponent <= Double.MAX_EXPONENT && x == Math.scalb(1.0, exponent)) {
      return exponent;
    }
    return Math.log(x) / Math.log(2);
  }

  private static @Nullable Object round(@Nullable Object x, @Nullable Object digits) {
    if (x instanceof Tensor t) {
      return Tensors.apply("round", t);
    }
    Args.requireNumber("round", x);
    if (digits == null) {
      return x instanceof Long ? x : (Object) nearest(Args.number("round", x));
    }
    long places = Math.clamp(Args.integer("round", digits), -400, 400);
    if (x instanceof Long n) {
      return places >= 0 ? n : (Object) rounded(BigDecimal.valueOf(n), places).longValue();
    }
    double value = Args.number("round", x);
    return Double.isNaN(value) || Double.isInfinite(value)
        ? x
        : (Object) rounded(new BigDecimal(value), places).doubleValue();
  }

  private static BigDecimal rounded(BigDecimal x, long places) {
    return x.setScale((int) places, RoundingMode.HALF_UP);
  }

  private static long nearest(double x) {
    double whole = x < 0 ? Math.ceil(x) : Math.floor(x);
    // The difference is exact, so halves are recognised exactly.
    double away = Math.abs(x - whole) >= 0.5 ? Math.signum(x) : 0;
    return Conversions.truncate("round", whole + away);
  }

  private static @Nullable Object sign(@Nullable Object x) {
    if (x instanceof Tensor t) {
      return Tensors.apply("sign", t);
    }
    double value = Args.number("sign", x);
    return Double.isNaN(value) ? (Object) value : value > 0 ? 1L : value < 0 ? -1L : 0L;
  }

  private static @Nullable Object clamp(org.tosc.rt.session.Session session, @Nullable Object[] a) {
    if (a[0] instanceof Tensor t) {
      return Tensors.apply("clip", new Object[] {t}, Tensors.attrs("min", a[1], "max", a[2]));
    }
    Args.requireNumber("clamp", a[0]);
    if (Compare.isLess(a[2], a[1])) {
      throw Errors.value("clamp() expects low not above high");
    }
    return Compare.isLess(a[0], a[1]) ? a[1] : Compare.isGreater(a[0], a[2]) ? a[2] : a[0];
  }

  private static long gcd(@Nullable Object a, @Nullable Object b) {
    long x = Args.integer("gcd", a);
    long y = Args.integer("gcd", b);
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return x < 0 ? Arithmetic.neg(x) : x;
  }

  private static long lcm(@Nullable Object a, @Nullable Object b) {
    long x = Args.integer("lcm", a);
    long y = Args.integer("lcm", b);
    if (x == 0 || y == 0) {
      return 0;
    }
    long product = Arithmetic.mul(x / gcd(x, y), y);
    return product < 0 ? Arithmetic.neg(product) : product;
  }

  private static long factorial(@Nullable Object n) {
    int count = Args.count("factorial", n);
    long product = 1;
    for (int i = 2; i <= count; i++) {
      product = Arithmetic.mul(product, (long) i);
    }
    return product;
  }

  private static Object divmod(@Nullable Object a, @Nullable Object b) {
    return org.tosc.rt.value.ListValue.of(Arithmetic.floorDiv(a, b), Arithmetic.mod(a, b));
  }
}
