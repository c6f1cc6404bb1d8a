package org.tosc.backends.snitch.code;

import static org.tosc.backends.snitch.code.Term.apply;

/// `e^x` of `f64` in operations of the FPU alone, so that it can be repeated, without the integer
/// core: `2^k · e^r`, `k` whole, `|r| ≤ ½ ln 2`.
///
/// `k + bias` is added to a number whose last place is 2^-20, which leaves it 20 bits up in the
/// lower half of the bits: just what the upper half of `2^k` is. `HALVES` moves it there. As a
/// conversion of `f32` does that, the half must be no NaN of `f32`; so the bias is 16 less than
/// that of `f64`, and the polynomial has the factor 2^16.
///
/// Below -697.7 the result is 0 (instead of a number below 1e-303), above 709.78 infinity; NaN
/// gives 0. The error is below 3 ulp.
final class Exponential {
  /// Rounds to -1007, which makes the half 0.
  private static final double LEAST = -698.2;

  private static final double MOST = 710;
  private static final double LOG2_E = 0x1.71547652b82fep0;

  /// 1.5 · 2^52: added to a number it leaves the nearest whole one.
  private static final double WHOLE = 0x1.8p52;

  /// `ln 2` in two parts, the first of so few bits that its products with `k` are exact.
  private static final double LN2_HIGH = 0x1.62e42fee00000p-1;

  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  /// 1.5 · 2^32, whose last place is 2^-20, and the bias.
  private static final double PLACED = 0x1.8p32 + 1023 - 16;

  /// Of `2^16 · e^r`, the highest power first: the least largest error for degree 10 is 2.2e-16
  /// (Remez, mpmath's `chebyfit` with 40 digits).
  private static final double[] COEFFICIENTS = {
    0x1.28a2c0bee04a5p-6,
    0x1.72faf04859965p-3,
    0x1.a019a66a5f0b6p+0,
    0x1.a01978c698b9fp+3,
    0x1.6c16c17f43acbp+6,
    0x1.1111112dd6872p+9,
    0x1.55555555520afp+11,
    0x1.555555554b756p+13,
    0x1.0000000000005p+15,
    0x1.000000000001ep+16,
    0x1.0p16
  };

  private Exponential() {}

  static Term of(Term x) {
    Term held = apply(FloatOp.MIN, apply(FloatOp.MAX, x, number(LEAST)), number(MOST));
    Term shifted = apply(FloatOp.FMA, held, number(LOG2_E), number(WHOLE));
    Term whole = apply(FloatOp.SUB, shifted, number(WHOLE));
    Term near = apply(FloatOp.FMA, whole, number(-LN2_HIGH), held);
    Term rest = apply(FloatOp.FMA, whole, number(-LN2_LOW), near);
    // The lower half of WHOLE is 0.
    Term power = apply(FloatOp.HALVES, number(WHOLE), apply(FloatOp.ADD, whole, number(PLACED)));
    Term sum = number(COEFFICIENTS[0]);
    for (int i = 1; i < COEFFICIENTS.length; i++) {
      sum = apply(FloatOp.FMA, sum, rest, number(COEFFICIENTS[i]));
    }
    return apply(FloatOp.MUL, sum, power);
  }

  private static Term number(double value) {
    return new Term.Literal(value);
  }
}
