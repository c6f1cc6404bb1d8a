package org.tosc.backends.machines.gpu.tile;

/// Functions that `StrictMath` does not have, in double precision.
final class Functions {
  private static final double LN_2 = 0.6931471805599453;
  private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;
  private static final double SERIES = 2.5;
  private static final int FRACTIONS = 80;

  private Functions() {}

  /// The logarithm to base 2: exact for powers of two.
  static double log2(double x) {
    if (!(x > 0) || Double.isInfinite(x)) {
      return StrictMath.log(x);
    }
    int exponent = Math.getExponent(Math.max(x, Double.MIN_NORMAL));
    double fraction = Math.scalb(x, -exponent);
    return exponent + StrictMath.log(fraction) / LN_2;
  }

  /// The error function: its series near 0 (Abramowitz and Stegun 7.1.5), the continued fraction of
  /// its complement beyond (7.1.14).
  static double erf(double x) {
    double size = Math.abs(x);
    if (Double.isNaN(x) || size > 6) {
      return Double.isNaN(x) ? x : Math.copySign(1, x);
    }
    return size < SERIES ? series(x) : Math.copySign(1 - complement(size), x);
  }

  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return TWO_OVER_ROOT_PI * sum;
  }

  private static double complement(double x) {
    double fraction = x;
    for (int n = FRACTIONS; n > 0; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return StrictMath.exp(-x * x) / (fraction * Math.sqrt(Math.PI));
  }
}
