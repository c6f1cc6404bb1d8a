package org.tosc.rt.tensor.kernel;

/// The scalar functions that the JDK lacks, on binary64.
final class Functions {
  private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);
  private static final double SQRT_HALF = Math.sqrt(0.5);

  /// √½ without [#SQRT_HALF].
  private static final double SQRT_HALF_LOW = -4.833646656726457e-17;

  private static final double GELU_CUBIC = 0.044715;

  private Functions() {}

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double silu(double x) {
    return x / (1 + Math.exp(-x));
  }

  /// `0.5·x·(1 + tanh(z))` with z = `√(2/π)·(x + 0.044715·x³)` (Hendrycks and Gimpel, *Gaussian
  /// Error Linear Units*), as `x·σ(2z)`, which does not cancel for negative `x`.
  static double geluTanh(double x) {
    double z = SQRT_2_OVER_PI * (x + GELU_CUBIC * x * x * x);
    return x / (1 + Math.exp(-2 * z));
  }

  /// `x·Φ(x)`, without cancellation for negative `x`. What rounding takes off the argument of erfc
  /// counts where erfc is steep: erfc′(z) = -2/√π·exp(-z²).
  static double geluErf(double x) {
    double z = -x * SQRT_HALF;
    double tail = Erf.erfc(z);
    if (z > 1 && z < 28) {
      double lost = Math.fma(-x, SQRT_HALF, -z) - x * SQRT_HALF_LOW;
      tail -= 2 / Math.sqrt(Math.PI) * Math.exp(-z * z) * lost;
    }
    return 0.5 * x * tail;
  }

  static double rsqrt(double x) {
    return 1 / Math.sqrt(x);
  }
}
