package org.tosc.passes.vector;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;
import org.tosc.tir.source.Span;

/// Elementary functions of `f32`, and some of `f64`, as arithmetic of `core`, so that every engine
/// gives the same bits: of scalars, or of all lanes of a vector at once. NaN gives NaN.
///
/// | function | error below, in ulp | way |
/// |---|---|---|
/// | `exp` | 1.1 | `2^n · e^r`, `n` whole, `\|r\| ≤ ½ ln 2` |
/// | `normalExp` | 1.1 | the same; 0 below -126 ln 2, infinite from 127.5 ln 2 on |
/// | `log` | 0.9 | `e ln 2 + log m`, `√½ ≤ m < √2` |
/// | `sigmoid` | 2.5 | `1 / (1 + e^-\|x\|)`, or what it leaves to 1 |
/// | `tanh` | 1.5 | below 5/8 a polynomial, else `1 - 2 / (e^2\|x\| + 1)` |
/// | `erf` | 1.1 | below 475/512 a polynomial, else `1 - e^polynomial` |
/// | `normal` | 6.5 | `½ erfc(\|x\|/√2)` as a polynomial of `1 / (1 + 0.34 \|x\|)` by `e^(-x²/2)`; 0 below -13.2 |
/// | `sin`, `cos` | 1 | [Trigonometry], also of `f64` |
/// | `exp` of `f64` | 1 | [DoublePolynomials] |
///
/// An ulp is the distance of the floats around the result, 2^-149 for subnormal ones. The
/// coefficients of `log` and `tanh` are those of the Cephes library (S. Moshier, `logf.c`,
/// `tanhf.c`), those of `erf` N. Juffa's; those of `exp` interpolate at Chebyshev's points, and
/// those of `normal` make the largest relative error least (Lawson's weights), which is 2.6e-8.
///
/// ```java
/// Value y = new Polynomials(builder, span).exp(x);
/// ```
public final class Polynomials {
  /// Attributes of an `exp` whose results may be 0 or infinite where they are no normal numbers.
  public static final Attributes NORMAL = Attributes.of("normal", Attribute.of(true));

  /// The same of numbers that are not above 0.
  public static final Attributes FALLING = NORMAL.with("falling", Attribute.of(true));

  private static final double LN2_HIGH = 0x1.62e43p-1;
  private static final double LN2_LOW = -0x1.05c61p-29;

  /// 1.5 · 2^23: added to a small number it leaves the nearest whole one in the lowest bits.
  private static final double MAGIC = 0x1.8p23;

  private final FunctionBuilder f;
  private final Span span;

  public Polynomials(FunctionBuilder builder, Span span) {
    this.f = builder;
    this.span = span;
  }

  /// What an operation of the table computes of x, within the bounds above; null for one that is
  /// not here.
  public @Nullable Value of(Operation o, Value x) {
    return of(o, x, Double.POSITIVE_INFINITY);
  }

  /// The same of an operation without attributes.
  public @Nullable Value of(CoreOp op, Value x) {
    return of(op, x, Double.POSITIVE_INFINITY);
  }

  /// The same of an operation without attributes.
  public @Nullable Value of(CoreOp op, Value x, double most) {
    return of(op, Attributes.NONE, x, most);
  }

  /// The same bits with less code, where something is known of the numbers.
  ///
  /// @param most how far from 0 they are at most
  public @Nullable Value of(Operation o, Value x, double most) {
    return o.op() instanceof CoreOp op ? of(op, o.attributes(), x, most) : null;
  }

  private @Nullable Value of(CoreOp op, Attributes attributes, Value x, double most) {
    Scalar element = VectorType.elementOf(x.type());
    if (element != Scalar.F32 && element != Scalar.F64) {
      return null;
    }
    if (op == CoreOp.SIN || op == CoreOp.COS) {
      Trigonometry angles = new Trigonometry(f, span);
      return op == CoreOp.SIN ? angles.sin(x, most) : angles.cos(x, most);
    }
    if (element == Scalar.F64) {
      return op == CoreOp.EXP ? new DoublePolynomials(f, span).exp(x, most) : null;
    }
    return op == CoreOp.EXP
        ? exp(x, attributes)
        : op == CoreOp.LOG ? log(x) : op == CoreOp.TANH ? tanh(x) : null;
  }

  private Value exp(Value x, Attributes attributes) {
    boolean isFalling = attributes.flag("falling", false);
    if (attributes.flag("normal", false)) {
      return isFalling ? normalExpBelow(x) : normalExp(x);
    }
    return isFalling ? expOfNegative(x) : exp(x);
  }

  /// e to the power x: 2 to a whole number n by e to a small one. Beyond -104 the result is 0,
  /// beyond 89 infinity.
  ///
  /// The number that makes n appear in the lowest bits of a float also adds the exponent's bias, so
  /// that these bits, moved up, are the float 2^n. As not all powers are normal numbers, which
  /// alone are fast, it adds or takes 64 besides, and a factor undoes that.
  public Value exp(Value x) {
    Value isNone = op(CoreOp.LT, x, real(x, -104));
    Value isNegative = op(CoreOp.LT, x, real(x, 0));
    Value held = select(op(CoreOp.GT, x, real(x, 89)), real(x, 89), x);
    Value magic = select(isNegative, real(x, MAGIC + 127 + 64), real(x, MAGIC + 127 - 64));
    Value factor = select(isNegative, real(x, 0x1p-64), real(x, 0x1p64));
    return select(isNone, real(x, 0), exp(held, magic, factor));
  }

  /// The same of a number that is not above 0, in two thirds of the operations.
  public Value expOfNegative(Value x) {
    Value held = select(op(CoreOp.LT, x, real(x, -104)), real(x, -104), x);
    return exp(held, real(x, MAGIC + 127 + 64), real(x, 0x1p-64));
  }

  private Value exp(Value x, Value magic, Value factor) {
    return op(CoreOp.MUL, scaledExp(x, magic), factor);
  }

  /// e to the power x; 0 where that is subnormal, and no operation on the way gives a subnormal
  /// number, for which processors take a hundred cycles. Infinite from 127.5 ln 2 on, a little
  /// early.
  public Value normalExp(Value x) {
    Value held = select(op(CoreOp.GT, x, real(x, 89)), real(x, 89), x);
    return normalExpBelow(held);
  }

  /// The same of a number that is not above 89; from 127.5 ln 2 on infinite.
  public Value normalExpBelow(Value x) {
    Value isNone = op(CoreOp.LT, x, real(x, -0x1.5d589ep6));
    return select(isNone, real(x, 0), scaledExp(x, real(x, MAGIC + 127)));
  }

  /// e to the power x, times what `magic` adds to the exponent.
  private Value scaledExp(Value x, Value magic) {
    Value bits = fma(x, real(x, 0x1.715476p0), magic);
    Value whole = op(CoreOp.SUB, bits, magic);
    Value r = fma(whole, real(x, -LN2_HIGH), x);
    r = fma(whole, real(x, -LN2_LOW), r);
    Value power =
        horner(r, 0x1.6d1118p-10, 0x1.120b7ep-7, 0x1.55551ap-5, 0x1.5554dcp-3, 0x1.0p-1, 1, 1);
    Value number = op(CoreOp.BITCAST, bits);
    Value scale = op(CoreOp.BITCAST, op(CoreOp.WRAPPING_SHL, number, whole(number, 23)));
    return op(CoreOp.MUL, power, scale);
  }

  /// The natural logarithm: NaN below 0, minus infinity at 0.
  public Value log(Value x) {
    Value isSmall = op(CoreOp.LT, x, real(x, 0x1p-126));
    Value normal = select(isSmall, op(CoreOp.MUL, x, real(x, 0x1p23)), x);
    Value bits = op(CoreOp.BITCAST, normal);
    Value above = op(CoreOp.WRAPPING_SUB, bits, whole(bits, 0x3f3504f3));
    Value e = op(CoreOp.WRAPPING_SHR, above, whole(bits, 23));
    Value scale = op(CoreOp.WRAPPING_SHL, e, whole(bits, 23));
    Value m = op(CoreOp.BITCAST, op(CoreOp.WRAPPING_SUB, bits, scale));
    Value exponent =
        f.opOf(CoreOp.CAST, List.of(x.type()), Attributes.NONE, span, List.of(e)).result();
    exponent = select(isSmall, op(CoreOp.SUB, exponent, real(x, 23)), exponent);
    Value finite = logOf(op(CoreOp.SUB, m, real(x, 1)), exponent);
    Value isLarge = op(CoreOp.LT, x, real(x, Double.POSITIVE_INFINITY));
    Value result = select(isLarge, finite, x); // infinity and NaN
    result = select(op(CoreOp.LE, x, real(x, 0)), real(x, Double.NEGATIVE_INFINITY), result);
    return select(op(CoreOp.LT, x, real(x, 0)), real(x, Double.NaN), result);
  }

  /// `e · ln 2 + log(1 + z)`.
  private Value logOf(Value z, Value e) {
    Value square = op(CoreOp.MUL, z, z);
    Value tail =
        horner(
            z,
            7.0376836292E-2,
            -1.1514610310E-1,
            1.1676998740E-1,
            -1.2420140846E-1,
            1.4249322787E-1,
            -1.6668057665E-1,
            2.0000714765E-1,
            -2.4999993993E-1,
            3.3333331174E-1);
    Value low = op(CoreOp.MUL, tail, op(CoreOp.MUL, square, z));
    low = fma(e, real(z, LN2_LOW), low);
    low = fma(square, real(z, -0.5), low);
    return fma(e, real(z, LN2_HIGH), op(CoreOp.ADD, z, low));
  }

  /// `1 / (1 + e^-x)`.
  public Value sigmoid(Value x) {
    Value power = expOfNegative(op(CoreOp.NEG, op(CoreOp.ABS, x)));
    Value one = real(x, 1);
    Value above = select(op(CoreOp.LT, x, real(x, 0)), power, one);
    return op(CoreOp.DIV, above, op(CoreOp.ADD, one, power));
  }

  public Value tanh(Value x) {
    Value size = op(CoreOp.ABS, x);
    Value square = op(CoreOp.MUL, x, x);
    Value tail =
        horner(
            square,
            -5.70498872745E-3,
            2.06390887954E-2,
            -5.37397155531E-2,
            1.33314422036E-1,
            -3.33332819422E-1);
    Value small = fma(op(CoreOp.MUL, tail, square), size, size);
    Value one = real(x, 1);
    Value power = op(CoreOp.ADD, exp(op(CoreOp.ADD, size, size)), one);
    Value large = op(CoreOp.SUB, one, op(CoreOp.DIV, real(x, 2), power));
    return signed(select(op(CoreOp.LT, size, real(x, 0.625)), small, large), x);
  }

  /// The error function.
  public Value erf(Value x) {
    Value size = op(CoreOp.ABS, x);
    Value square = op(CoreOp.MUL, x, x);
    Value held = select(op(CoreOp.GT, size, real(x, 4)), real(x, 4), size);
    Value heldSquare = op(CoreOp.MUL, held, held);
    Value high = horner(held, -0x1.220000p-16, 0x1.91cfb2p-12);
    Value low = horner(held, -0x1.fd1438p-9, 0x1.8d6342p-6);
    Value r = fma(high, heldSquare, low);
    r = fma(r, held, real(x, -0x1.b55cb8p-4));
    r = fma(r, held, real(x, -0x1.450aa0p-1));
    r = fma(r, held, real(x, -0x1.079d0cp-3));
    r = fma(r, held, op(CoreOp.NEG, held));
    Value large = op(CoreOp.SUB, real(x, 1), exp(r));
    Value tail =
        horner(
            square,
            -0x1.38e000p-11,
            0x1.471a58p-8,
            -0x1.b691b2p-6,
            0x1.ce1c44p-4,
            -0x1.812700p-2,
            0x1.06eba8p-3);
    Value small = fma(tail, x, x);
    return select(op(CoreOp.GT, size, real(x, 0.927734375)), signed(large, x), small);
  }

  /// How much of the normal distribution lies below x: `½ (1 + erf(x / √2))`, which keeps its
  /// relative precision where that cancels. The square's rounding error goes into the power.
  public Value normal(Value x) {
    Value size = op(CoreOp.ABS, x);
    Value held = select(op(CoreOp.GT, size, real(x, 14)), real(x, 14), size);
    Value t = op(CoreOp.DIV, real(x, 1), fma(held, real(x, 0.34), real(x, 1)));
    Value factor =
        horner(
            t,
            -0x1.b00e90p-6,
            0x1.20199ep-3,
            -0x1.1a13a6p-2,
            0x1.a34c9ep-3,
            -0x1.7c15bap-5,
            0x1.db4842p-4,
            0x1.d72edep-4,
            0x1.16cd28p-3,
            0x1.15bf98p-3);
    Value square = op(CoreOp.MUL, held, held);
    Value low = fma(held, held, op(CoreOp.NEG, square));
    Value power = normalExpBelow(op(CoreOp.MUL, square, real(x, -0.5)));
    power = fma(power, op(CoreOp.MUL, low, real(x, -0.5)), power);
    Value tail = op(CoreOp.MUL, op(CoreOp.MUL, factor, t), power);
    Value isBelow = op(CoreOp.LT, x, real(x, 0));
    return select(isBelow, tail, op(CoreOp.SUB, real(x, 1), tail));
  }

  /// A number that is not negative, with the sign of another.
  private Value signed(Value size, Value sign) {
    Value bits = op(CoreOp.BITCAST, sign);
    Value minus = op(CoreOp.AND, bits, whole(bits, Integer.MIN_VALUE));
    return op(CoreOp.BITCAST, op(CoreOp.OR, op(CoreOp.BITCAST, size), minus));
  }

  /// The polynomial with these coefficients, that of the highest power first.
  private Value horner(Value x, double... coefficients) {
    Value sum = real(x, coefficients[0]);
    for (int i = 1; i < coefficients.length; i++) {
      sum = fma(sum, x, real(x, coefficients[i]));
    }
    return sum;
  }

  private Value fma(Value a, Value b, Value c) {
    return op(CoreOp.FMA, a, b, c);
  }

  private Value select(Value condition, Value then, Value otherwise) {
    return op(CoreOp.SELECT, condition, then, otherwise);
  }

  private Value op(CoreOp op, Value... operands) {
    return f.op(op, span, operands).result();
  }

  private Value real(Value like, double number) {
    return constant(like.type(), Attribute.of((double) (float) number));
  }

  private Value whole(Value like, long number) {
    return constant(like.type(), Attribute.of(number));
  }

  private Value constant(Type type, Attribute value) {
    Attributes attributes = Attributes.of("value", value);
    return f.opOf(CoreOp.CONST, List.of(type), attributes, span, List.of()).result();
  }
}
