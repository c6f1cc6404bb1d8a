package org.tosc.backends.machines.snitch.ieee;

import java.math.BigInteger;

/// A rational number that is not zero, and its rounding by the definition: the two neighbours of a
/// format, and what is between.
///
/// @param over the numerator, of any sign
/// @param under the denominator, positive
/// @param scale the power of two that both are multiplied with
record Exact(BigInteger over, BigInteger under, int scale) {
  static Exact dyadic(BigInteger over, int scale) {
    return new Exact(over, BigInteger.ONE, scale);
  }

  /// A finite number of a format, zero too.
  static Exact of(FloatFormat format, long bits) {
    int fractionBits = Bits.fractionBits(format);
    int field = Bits.field(format, bits);
    long fraction = bits & (1L << fractionBits) - 1;
    long digits = field == 0 ? fraction : fraction + (1L << fractionBits);
    BigInteger value = BigInteger.valueOf(format.isNegative(bits) ? -digits : digits);
    return dyadic(value, Math.max(1, field) - Bits.bias(format) - fractionBits);
  }

  boolean isZero() {
    return over.signum() == 0;
  }

  Exact negate() {
    return new Exact(over.negate(), under, scale);
  }

  Exact times(Exact other) {
    return new Exact(over.multiply(other.over), under.multiply(other.under), scale + other.scale);
  }

  /// Of dyadic numbers only.
  Exact plus(Exact other) {
    int least = Math.min(scale, other.scale);
    return dyadic(
        over.shiftLeft(scale - least).add(other.over.shiftLeft(other.scale - least)), least);
  }

  Exact dividedBy(Exact other) {
    BigInteger sign = BigInteger.valueOf(other.over.signum());
    return new Exact(
        over.multiply(other.under).multiply(sign),
        under.multiply(other.over).multiply(sign),
        scale - other.scale);
  }

  /// Something on the same side of all numbers of a format and of all ties as the root of a dyadic
  /// number: its digits down to 2^-200 of it, and one more that says whether there is a rest.
  Exact root() {
    int even = (scale & 1) == 0 ? scale : scale - 1;
    BigInteger[] root = over.shiftLeft(scale - even + 400).sqrtAndRemainder();
    BigInteger digits = root[0].shiftLeft(1);
    return dyadic(root[1].signum() == 0 ? digits : digits.add(BigInteger.ONE), even / 2 - 201);
  }

  /// Bits and flags of this in a format, as the flags' bits above bit 63 cannot be: in an array.
  long[] round(FloatFormat format, Rounding rounding) {
    boolean negative = over.signum() < 0;
    int leastExponent = 1 - Bits.bias(format);
    int exponent = exponent();
    int digits = Bits.fractionBits(format);
    int quantum = Math.max(exponent, leastExponent) - digits;
    BigInteger[] parts = steps(quantum);
    boolean exact = parts[1].signum() == 0;
    BigInteger steps = chosen(parts, negative, rounding, quantum);
    if (steps.bitLength() > digits + 1) {
      steps = steps.shiftRight(1); // a power of two
      quantum++;
    }
    long flags = exact ? 0 : FloatUnit.INEXACT;
    int field = steps.bitLength() <= digits ? 0 : quantum + digits + Bits.bias(format);
    long sign = negative ? 1L << (format.width() - 1) : 0;
    if (field >= Bits.topField(format)) {
      long infinity = (long) Bits.topField(format) << digits;
      boolean up =
          switch (rounding) {
            case NEAREST_EVEN, NEAREST_AWAY -> true;
            case ZERO -> false;
            case DOWN -> negative;
            case UP -> !negative;
          };
      return new long[] {
        sign | (up ? infinity : infinity - 1), FloatUnit.OVERFLOW | FloatUnit.INEXACT
      };
    }
    if (!exact && isTiny(exponent, digits, leastExponent, negative, rounding)) {
      flags |= FloatUnit.UNDERFLOW;
    }
    long fraction = steps.longValue() & (1L << digits) - 1;
    return new long[] {sign | (long) field << digits | fraction, flags};
  }

  /// Whether this is below the normal numbers after rounding to as many digits as they have.
  private boolean isTiny(
      int exponent, int digits, int leastExponent, boolean negative, Rounding rounding) {
    if (exponent >= leastExponent) {
      return false;
    }
    int quantum = exponent - digits;
    BigInteger steps = chosen(steps(quantum), negative, rounding, quantum);
    return steps.bitLength() + quantum - 1 < leastExponent;
  }

  /// The power of two at or below the magnitude.
  private int exponent() {
    BigInteger magnitude = over.abs();
    int guess = magnitude.bitLength() - under.bitLength();
    BigInteger left = guess >= 0 ? magnitude : magnitude.shiftLeft(-guess);
    BigInteger right = guess >= 0 ? under.shiftLeft(guess) : under;
    return scale + (left.compareTo(right) >= 0 ? guess : guess - 1);
  }

  /// How often 2^quantum fits into the magnitude, and what remains, in parts of a step.
  private BigInteger[] steps(int quantum) {
    int shift = scale - quantum;
    BigInteger left = over.abs();
    return shift >= 0
        ? left.shiftLeft(shift).divideAndRemainder(under)
        : left.divideAndRemainder(under.shiftLeft(-shift));
  }

  private BigInteger chosen(BigInteger[] parts, boolean negative, Rounding rounding, int quantum) {
    if (parts[1].signum() == 0) {
      return parts[0];
    }
    int shift = scale - quantum;
    BigInteger whole = shift >= 0 ? under : under.shiftLeft(-shift);
    int half = parts[1].shiftLeft(1).compareTo(whole);
    boolean up =
        switch (rounding) {
          case NEAREST_EVEN -> half > 0 || (half == 0 && parts[0].testBit(0));
          case NEAREST_AWAY -> half >= 0;
          case ZERO -> false;
          case DOWN -> negative;
          case UP -> !negative;
        };
    return up ? parts[0].add(BigInteger.ONE) : parts[0];
  }

  /// The nearest integer, as [#round] chooses.
  BigInteger nearestInteger(Rounding rounding) {
    BigInteger magnitude = chosen(steps(0), over.signum() < 0, rounding, 0);
    return over.signum() < 0 ? magnitude.negate() : magnitude;
  }

  boolean isInteger() {
    return steps(0)[1].signum() == 0;
  }
}
