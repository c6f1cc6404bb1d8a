package org.tosc.tir.interp;

/// Elementary functions that the JDK lacks, in binary64 to within a few units in the last place.
final class SpecialFunctions {
  private static final int FRACTION_TERMS = 300;

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

  /// Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016, section 2.
  static double geluTanh(double x) {
    double inner = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
    return 0.5 * x * (1 + StrictMath.tanh(inner));
  }

  /// `x · Φ(x)`.
  static double gelu(double x) {
    return 0.5 * x * erfc(-x / Math.sqrt(2));
  }

  /// The error function: `2/√π · e^(-x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!!`, whose terms are all of one
  /// sign (Abramowitz and Stegun 7.1.6), or 1 - erfc.
  static double erf(double x) {
    double magnitude = Math.abs(x);
    if (Double.isNaN(x) || magnitude > 2) {
      return Double.isNaN(x) ? x : Math.copySign(1 - erfc(magnitude), x);
    }
    double term = magnitude;
    double sum = term;
    for (int n = 1; term > sum * 0x1p-60; n++) {
      term *= 2 * magnitude * magnitude / (2 * n + 1);
      sum += term;
    }
    return Math.copySign(2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum, x);
  }

  /// 1 - erf without cancellation: for x > 1 the continued fraction of Abramowitz and Stegun
  /// 7.1.14, from its end.
  static double erfc(double x) {
    if (!(x > 1)) {
      return 1 - erf(x);
    }
    if (x > 28) {
      return 0;
    }
    double fraction = x;
    for (int n = FRACTION_TERMS; n >= 1; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return StrictMath.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
  }
}
