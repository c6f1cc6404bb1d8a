package org.tosc.driver.model;

/// The error function by its series (Abramowitz and Stegun, 7.1.6), whose terms are all positive.
final class ReferenceErf {
  private ReferenceErf() {}

  /// `(1 + erf(x / √2)) / 2`.
  static double normalCdf(double x) {
    return 0.5 * (1 + erf(x / Math.sqrt(2.0)));
  }

  private static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = 0;
    for (int n = 0; n < 200; n++) {
      sum += term;
      term *= 2 * x * x / (2 * n + 3);
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
}
