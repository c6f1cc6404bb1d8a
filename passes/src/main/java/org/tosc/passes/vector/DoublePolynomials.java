package org.tosc.passes.vector;

import java.util.List;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Elementary functions of `f64` as arithmetic of `core`. NaN gives NaN.
///
/// The error of `exp` is below 1 ulp, an ulp of subnormal results being 2^-1074; the coefficients
/// are those of fdlibm (Sun Microsystems, `e_exp.c`).
final class DoublePolynomials {
  private static final double LN2_HIGH = 0.6931471803691238;
  private static final double LN2_LOW = 1.9082149292705877e-10;
  private static final double LOG2_E = 1.4426950408889634;

  /// 1.5 · 2^52: added to a small number it leaves the nearest whole one in the lowest bits.
  private static final double MAGIC = 0x1.8p52;

  private static final int BIAS = 1023;
  private static final int FRACTION = 52;

  /// As far from 0 powers are normal numbers.
  private static final double NORMAL = 708;

  private static final List<Double> TAIL =
      List.of(
          4.1381367970572385e-8,
          -1.6533902205465252e-6,
          6.613756321437934e-5,
          -0.0027777777777015593,
          0.16666666666666602);

  private final Terms t;

  DoublePolynomials(FunctionBuilder builder, Span span) {
    this.t = new Terms(builder, span);
  }

  /// e to the power x, as [Polynomials#exp] does it: 2 to a whole number n by e to a small one. As
  /// not all powers are normal numbers, the exponent is 512 too large or too small, and a factor
  /// undoes that, unless all are.
  ///
  /// @param most how far from 0 numbers are at most
  Value exp(Value x, double most) {
    if (most < NORMAL) {
      return power(x, t.real(x, MAGIC + BIAS));
    }
    Value isNone = t.op(CoreOp.LT, x, t.real(x, -746));
    Value isNegative = t.op(CoreOp.LT, x, t.real(x, 0));
    Value held = t.select(t.op(CoreOp.GT, x, t.real(x, 710)), t.real(x, 710), x);
    int more = 512;
    Value magic =
        t.select(isNegative, t.real(x, MAGIC + BIAS + more), t.real(x, MAGIC + BIAS - more));
    Value factor = t.select(isNegative, t.real(x, 0x1p-512), t.real(x, 0x1p512));
    return t.select(isNone, t.real(x, 0), t.mul(power(held, magic), factor));
  }

  /// e to the power x, times what `magic` adds to the exponent.
  private Value power(Value x, Value magic) {
    Value bits = t.fma(x, t.real(x, LOG2_E), magic);
    Value n = t.sub(bits, magic);
    Value high = t.fma(n, t.real(x, -LN2_HIGH), x);
    Value low = t.mul(n, t.real(x, LN2_LOW));
    Value number = t.bits(bits);
    Type type = number.type();
    Value scale = t.bits(t.op(CoreOp.WRAPPING_SHL, number, t.whole(type, FRACTION)));
    return t.mul(small(high, low), scale);
  }

  /// e to the power `high - low`, at most ½ ln 2: `1 + r + r·c / (2 - c)`, where c is `r - r²·P`.
  private Value small(Value high, Value low) {
    Value r = t.sub(high, low);
    Value square = t.mul(r, r);
    Value c = t.sub(r, t.mul(square, t.horner(square, TAIL)));
    Value quotient = t.op(CoreOp.DIV, t.mul(r, c), t.sub(t.real(r, 2), c));
    return t.sub(t.real(r, 1), t.sub(t.sub(low, quotient), high));
  }
}
