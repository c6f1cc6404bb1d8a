package org.tosc.tir.interp;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Elementary functions that the JDK lacks, in binary64; erf and gelu are rounded once.
final class SpecialFunctions {
  private static final int FRACTION_TERMS = 300;
  private static final BigDecimal PI =
      new BigDecimal(
          "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803"
              + "48253421170679821480865132823066470938446");

  private SpecialFunctions() {}

  static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  static double silu(double x) {
    return x / (1 + StrictMath.exp(-x));
  }

  static double rsqrt(double x) {
    return 1 / Math.sqrt(x);
  }

  /// Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016, section 2, with `(1 + tanh z) / 2`
  /// as `1 / (1 + e^(-2z))`, which does not cancel.
  static double geluTanh(double x) {
    double inner = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
    return x / (1 + StrictMath.exp(-2 * inner));
  }

  /// `x · Φ(x) = x/2 · (1 + erf(x / √2))`; far below zero, where nearly all of the sum cancels, by
  /// the continued fraction of erfc.
  static double gelu(double x) {
    if (!(x >= -9 && x <= 9) || x == 0) {
      return x > 0 || x == 0 || Double.isNaN(x) ? x * (x == 0 ? 0.5 : 1) : 0.5 * x * tail(-x);
    }
    BigDecimal half = BigDecimal.valueOf(0.5);
    BigDecimal exact = new BigDecimal(x);
    MathContext digits = digits(x);
    BigDecimal one = erf(exact.multiply(half.sqrt(digits), digits), digits).add(BigDecimal.ONE);
    return exact.multiply(half).multiply(one, digits).doubleValue();
  }

  /// The error function: `2/√π · Σ (-1)ⁿ x^(2n+1) / (n! (2n+1))` (Abramowitz and Stegun 7.1.5),
  /// rounded once.
  static double erf(double x) {
    if (Double.isNaN(x) || x == 0 || Math.abs(x) > 6.5) {
      return Double.isNaN(x) || x == 0 ? x : Math.copySign(1, x);
    }
    return erf(new BigDecimal(x), digits(x)).doubleValue();
  }

  /// Enough digits for terms up to e^(x²) and a result down to e^(-x²).
  private static MathContext digits(double x) {
    return new MathContext(30 + (int) (x * x), RoundingMode.HALF_EVEN);
  }

  private static BigDecimal erf(BigDecimal x, MathContext digits) {
    BigDecimal square = x.multiply(x, digits).negate();
    BigDecimal power = x;
    BigDecimal sum = x;
    BigDecimal least = x.abs().scaleByPowerOfTen(-digits.getPrecision());
    for (int n = 1; power.abs().compareTo(least) > 0; n++) {
      power = power.multiply(square, digits).divide(BigDecimal.valueOf(n), digits);
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), digits), digits);
    }
    return sum.multiply(BigDecimal.TWO).divide(PI.sqrt(digits), digits);
  }

  /// `erfc(x / √2)` for x from 9: Abramowitz and Stegun 7.1.14, from its end.
  private static double tail(double x) {
    if (x > 40) {
      return 0;
    }
    double z = x * Math.sqrt(0.5);
    double fraction = z;
    for (int n = FRACTION_TERMS; n >= 1; n--) {
      fraction = z + n / 2.0 / fraction;
    }
    double square = x * x;
    double lost = Math.fma(x, x, -square);
    return StrictMath.exp(-square / 2) * (1 - lost / 2) / (Math.sqrt(Math.PI) * fraction);
  }
}
