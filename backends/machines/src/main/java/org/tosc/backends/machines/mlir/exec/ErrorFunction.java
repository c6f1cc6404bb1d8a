package org.tosc.backends.machines.mlir.exec;

/// The error function, to about 1e-16 relative.
final class ErrorFunction {
  private static final double SERIES_END = 2.5;

  private ErrorFunction() {}

  /// By its series near zero, by the continued fraction of its complement elsewhere.
  static double erf(double x) {
    double a = Math.abs(x);
    if (Double.isNaN(x) || a > 6) {
      return Double.isNaN(x) ? x : Math.copySign(1, x);
    }
    return Math.copySign(a < SERIES_END ? series(a) : 1 - fraction(a), x);
  }

  /// `2/√π · e^(-x²) · Σ 2^n x^(2n+1) / (1·3·…·(2n+1))`: all terms are positive.
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 120 && term > sum * 1e-18; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
  }

  /// `erfc(x) = e^(-x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …))))`.
  private static double fraction(double x) {
    double tail = x;
    for (int n = 100; n >= 1; n--) {
      tail = x + n / 2.0 / tail;
    }
    return StrictMath.exp(-x * x) / Math.sqrt(Math.PI) / tail;
  }
}
