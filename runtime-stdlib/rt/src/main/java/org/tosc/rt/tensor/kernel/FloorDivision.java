package org.tosc.rt.tensor.kernel;

/// `⌊a / b⌋` of floats, exactly.
///
/// CPython's `float.__floordiv__` computes `(a - fmod(a, b)) / b`, which is one off where the
/// difference rounds (`1e16 // -3`). Here the rounded quotient is corrected by what it leaves of
/// `a`, which a fused multiply-add gives exactly. Quotients from 2⁵³ are integral as they are.
public final class FloorDivision {
  private FloorDivision() {}

  /// The largest integral number not above the exact quotient. An infinite `a` gives NaN, as the
  /// remainder does; `b` is not 0.
  public static double of(double a, double b) {
    double quotient = a / b;
    if (Double.isInfinite(a) || Double.isNaN(quotient)) {
      return Double.NaN;
    }
    if (Math.abs(quotient) >= 0x1p53) {
      return quotient;
    }
    double nearest = Math.rint(quotient);
    double rest = Double.isInfinite(b) ? a : Math.fma(-nearest, b, a);
    double floor = rest != 0 && rest < 0 != b < 0 ? nearest - 1 : nearest;
    return floor == 0 ? Math.copySign(0.0, quotient) : floor;
  }
}
