package org.tosc.backends.machines.snitch.ieee;

/// A lane of the dot-product unit: two products, or two numbers, and an accumulator. Here are the
/// cases that have no digits to add (fpnew_sdotp_multi.sv, `special_cases`); [ThreeTermSum] has the
/// others.
final class DotProduct {
  private final ThreeTermSum sum;

  /// @param factorBits digits of the widest factor of the lane
  /// @param sumBits digits of its widest accumulator
  DotProduct(int factorBits, int sumBits) {
    sum = new ThreeTermSum(factorBits, sumBits);
  }

  /// a · b + c · d + accumulator, or less the products if they are negated.
  long products(
      FloatUnit unit,
      FloatFormat from,
      FloatFormat to,
      Rounding rounding,
      boolean negated,
      long a,
      long b,
      long c,
      long d,
      long accumulator) {
    boolean finite = from.isFinite(a) && from.isFinite(b) && from.isFinite(c) && from.isFinite(d);
    if (!finite || !to.isFinite(accumulator)) {
      if (MultiplyAdd.isInvalidProduct(from, a, b) || MultiplyAdd.isInvalidProduct(from, c, d)) {
        return Rounder.invalid(unit, to);
      }
      long x = infinityOrNan(from, to, negated, a, b);
      long y = infinityOrNan(from, to, negated, c, d);
      boolean signaling =
          from.isSignaling(a) || from.isSignaling(b) || from.isSignaling(c) || from.isSignaling(d);
      return special(unit, to, signaling, x, y, accumulator);
    }
    sum.setProduct(0, from, to, a, b, negated);
    sum.setProduct(1, from, to, c, d, negated);
    sum.setNumber(ThreeTermSum.ACCUMULATOR, to, accumulator, false);
    return sum.round(unit, to, rounding);
  }

  /// What a product is if it is no number: infinite, or not a number; else just any number.
  private static long infinityOrNan(
      FloatFormat from, FloatFormat to, boolean negated, long a, long b) {
    if (from.isNan(a) || from.isNan(b)) {
      return to.canonicalNan();
    }
    boolean negative = (from.isNegative(a) != from.isNegative(b)) != negated;
    return (from.isInfinite(a) || from.isInfinite(b)) ? to.infinity(negative) : 0;
  }

  /// a + c + accumulator, or less the two if they are negated.
  long numbers(
      FloatUnit unit,
      FloatFormat format,
      Rounding rounding,
      boolean negated,
      long a,
      long c,
      long accumulator) {
    if (!format.isFinite(a) || !format.isFinite(c) || !format.isFinite(accumulator)) {
      boolean signaling = format.isSignaling(a) || format.isSignaling(c);
      long turn = negated ? format.signBit : 0;
      return special(unit, format, signaling, a ^ turn, c ^ turn, accumulator);
    }
    sum.setNumber(0, format, a, negated);
    sum.setNumber(1, format, c, negated);
    sum.setNumber(ThreeTermSum.ACCUMULATOR, format, accumulator, false);
    return sum.round(unit, format, rounding);
  }

  private static long special(
      FloatUnit unit, FloatFormat to, boolean signaling, long x, long y, long z) {
    if (to.isNan(x) || to.isNan(y) || to.isNan(z)) {
      if (signaling || to.isSignaling(z)) {
        unit.raise(FloatUnit.INVALID);
      }
      return to.canonicalNan();
    }
    if (areOpposite(to, x, y) || areOpposite(to, x, z) || areOpposite(to, y, z)) {
      return Rounder.invalid(unit, to);
    }
    return to.isInfinite(x) ? x : to.isInfinite(y) ? y : z;
  }

  private static boolean areOpposite(FloatFormat format, long x, long y) {
    return format.isInfinite(x) && format.isInfinite(y) && x != y;
  }
}
