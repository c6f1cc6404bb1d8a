package org.tosc.passes.vector;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// Elementary functions to fifty digits and more, by their series.
final class Exactly {
  private static final MathContext DIGITS = new MathContext(60);

  /// J. Machin: `π/4 = 4 arctan 1/5 - arctan 1/239`, to 800 digits.
  static final BigDecimal PI =
      arctan(5)
          .multiply(BigDecimal.valueOf(4))
          .subtract(arctan(239))
          .multiply(BigDecimal.valueOf(4));

  private Exactly() {}

  private static BigDecimal arctan(long inverse) {
    BigInteger unit = BigInteger.TEN.pow(800);
    BigInteger square = BigInteger.valueOf(inverse * inverse);
    BigInteger power = unit.divide(BigInteger.valueOf(inverse));
    BigInteger sum = BigInteger.ZERO;
    for (long k = 1; power.signum() != 0; k += 2) {
      BigInteger term = power.divide(BigInteger.valueOf(k));
      sum = k % 4 == 1 ? sum.add(term) : sum.subtract(term);
      power = power.divide(square);
    }
    return new BigDecimal(sum, 800);
  }

  /// What is left of an angle after full turns.
  private static BigDecimal reduced(double x) {
    BigDecimal angle = new BigDecimal(x);
    BigDecimal turn = PI.add(PI);
    BigDecimal turns = angle.divide(turn, 0, RoundingMode.HALF_EVEN);
    return angle.subtract(turns.multiply(turn)).round(new MathContext(100));
  }

  static BigDecimal sin(double x) {
    BigDecimal r = reduced(x);
    return series(r, r.multiply(r, DIGITS).negate(), 1, 2);
  }

  static BigDecimal cos(double x) {
    BigDecimal r = reduced(x);
    return series(BigDecimal.ONE, r.multiply(r, DIGITS).negate(), 0, 2);
  }

  static BigDecimal exp(double x) {
    BigDecimal part = new BigDecimal(x).divide(BigDecimal.valueOf(1024));
    return series(BigDecimal.ONE, part, 0, 1).pow(1024, DIGITS);
  }

  /// The sum of terms, of which each is `factor / (n+1) … (n+step)` times the one before.
  private static BigDecimal series(BigDecimal first, BigDecimal factor, int from, int step) {
    MathContext digits = new MathContext(100);
    BigDecimal term = first;
    BigDecimal sum = first;
    for (int n = from; n < 200 && term.signum() != 0; n += step) {
      term = term.multiply(factor, digits);
      for (int k = 1; k <= step; k++) {
        term = term.divide(BigDecimal.valueOf(n + k), digits);
      }
      sum = sum.add(term);
    }
    return sum;
  }
}
