package org.tosc.rt.tensor.kernel;

/// The scalar functions that the JDK lacks, on binary64.
final class Functions {
  private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);
  private static final double GELU_CUBIC = 0.044715;

  private Functions() {}

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double silu(double x) {
    return x / (1 + Math.exp(-x));
  }

  /// `0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))` (Hendrycks and Gimpel, *Gaussian Error Linear
  /// Units*).
  static double geluTanh(double x) {
    return 0.5 * x * (1 + Math.tanh(SQRT_2_OVER_PI * (x + GELU_CUBIC * x * x * x)));
  }

  /// `x·Φ(x)`, without cancellation for negative `x`.
  static double geluErf(double x) {
    return 0.5 * x * Erf.erfc(-x * Math.sqrt(0.5));
  }

  static double rsqrt(double x) {
    return 1 / Math.sqrt(x);
  }
}
