package org.tosc.backends.machines.snitch.ieee;

/// Makes numbers of a format out of digits, with the flags that this raises.
final class Rounder {
  private Rounder() {}

  /// Shifts right; a last digit says whether any were lost.
  static long shiftKeepingRest(long digits, int count) {
    if (count >= 64) {
      return digits != 0 ? 1 : 0;
    }
    long lost = digits & (1L << count) - 1;
    return digits >>> count | (lost != 0 ? 1 : 0);
  }

  /// Rounds once.
  ///
  /// @param exponent the power of two of the first digit
  /// @param significand digits, the first in bit 63 (so it is set); bit 0 also says whether there
  ///   are any behind it
  static long round(
      FloatUnit unit,
      FloatFormat format,
      Rounding rounding,
      boolean negative,
      int exponent,
      long significand) {
    int field = exponent + format.bias;
    if (field >= format.topExponent) {
      return overflow(unit, format, rounding, negative);
    }
    int dropped = 63 - format.fractionBits;
    long digits = significand;
    if (field <= 0) {
      digits = shiftKeepingRest(digits, Math.min(1 - field, 64));
    }
    long kept = digits >>> dropped;
    long rest = digits & (1L << dropped) - 1;
    if (rest != 0) {
      unit.raise(FloatUnit.INEXACT);
      if (goesUp(rounding, negative, kept, rest, dropped)) {
        kept++;
      }
    }
    // A carry out of the digits goes into the exponent, up to infinity.
    long magnitude = ((long) Math.max(field - 1, 0) << format.fractionBits) + kept;
    if (magnitude >= format.infinity) {
      return overflow(unit, format, rounding, negative);
    }
    if (field <= 0
        && rest != 0
        && isTiny(unit, format, rounding, negative, field, significand, magnitude)) {
      unit.raise(FloatUnit.UNDERFLOW);
    }
    return format.zero(negative) | magnitude;
  }

  private static boolean goesUp(
      Rounding rounding, boolean negative, long kept, long rest, int dropped) {
    int half = Long.compare(rest, 1L << (dropped - 1));
    return rounding.goesUp(negative, (kept & 1) != 0, half, false);
  }

  /// Whether an inexact number whose exponent is too small counts as underflow: RISC-V detects
  /// tininess after rounding, which means rounding to as many digits as normal numbers have.
  private static boolean isTiny(
      FloatUnit unit,
      FloatFormat format,
      Rounding rounding,
      boolean negative,
      int field,
      long significand,
      long magnitude) {
    boolean subnormal = magnitude <= format.fractionMask;
    if (subnormal || unit.semantics() == Semantics.FPNEW || field < 0) {
      return subnormal;
    }
    int dropped = 63 - format.fractionBits;
    long kept = significand >>> dropped;
    long rest = significand & (1L << dropped) - 1;
    boolean up = rest != 0 && goesUp(rounding, negative, kept, rest, dropped);
    return !up || kept != (format.fractionMask << 1 | 1);
  }

  /// What is larger than all numbers.
  static long overflow(FloatUnit unit, FloatFormat format, Rounding rounding, boolean negative) {
    unit.raise(FloatUnit.OVERFLOW | FloatUnit.INEXACT);
    return beyond(format, rounding, negative);
  }

  static long beyond(FloatFormat format, Rounding rounding, boolean negative) {
    long infinity = format.infinity(negative);
    return rounding.overflowsToInfinity(negative) ? infinity : infinity - 1;
  }

  static long invalid(FloatUnit unit, FloatFormat format) {
    unit.raise(FloatUnit.INVALID);
    return format.canonicalNan();
  }
}
