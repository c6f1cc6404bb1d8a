package org.tosc.backends.machines.snitch.ieee;

/// The adder behind Snitch's dot products: two terms and an accumulator, rounded once at the end.
///
/// Of terms that are near to each other it is the exact sum rounded. The two terms with the largest
/// exponents are added first, with [#sumBits] + 3 places below the last digit of the larger and one
/// bit for all that is behind them; then the third, with a few more places. Where both steps lose
/// something, with different signs, that bit does not say on which side the sum is, so directed
/// rounding may be one step off. Terms are ordered by their exponents alone, and products and
/// subnormal numbers keep their leading zeros (fpnew_sdotp_multi.sv; L. Bertaccini et al.,
/// "MiniFloat-NN and ExSdotp", ARITH 2022). This follows the widths and the order of the hardware,
/// so that bits and flags are its, in either [Semantics].
///
/// One sum at a time: set the three terms, then [#round].
final class ThreeTermSum {
  static final int ACCUMULATOR = 2;

  /// Digits of a factor in the widest format of the lane.
  private final int factorBits;

  /// Digits of the accumulator in the widest format of the lane.
  private final int sumBits;

  private final int[] exponents = new int[3];
  private final long[] digits = new long[3];
  private final boolean[] negative = new boolean[3];
  private final boolean[] zero = new boolean[3];

  // The first step's result, and whether there is anything behind its last digit.
  private long first;
  private boolean firstNegative;
  private boolean firstSubtracts;
  private boolean firstRest;
  private boolean firstVanishes;

  // The second step's.
  private long second;
  private boolean secondNegative;
  private boolean secondSubtracts;
  private boolean secondRest;
  private boolean thirdAlone;

  // The normalised sum: the exponent field and the digits.
  private int field;
  private long normal;

  ThreeTermSum(int factorBits, int sumBits) {
    this.factorBits = factorBits;
    this.sumBits = sumBits;
  }

  /// @param term 0 or 1, or [#ACCUMULATOR]
  void setNumber(int term, FloatFormat format, long bits, boolean negated) {
    exponents[term] = Math.max(1, format.exponentField(bits));
    digits[term] = digits(format, bits) << (sumBits - 1 - format.fractionBits);
    negative[term] = format.isNegative(bits) != negated;
    zero[term] = format.isZero(bits);
  }

  /// @param term 0 or 1
  void setProduct(int term, FloatFormat from, FloatFormat to, long a, long b, boolean negated) {
    zero[term] = from.isZero(a) || from.isZero(b);
    exponents[term] =
        zero[term]
            ? 2 - to.bias
            : Math.max(1, from.exponentField(a))
                + Math.max(1, from.exponentField(b))
                - 2 * from.bias
                + to.bias
                + 1;
    int unused = factorBits - 1 - from.fractionBits;
    long product = digits(from, a) * digits(from, b);
    digits[term] = product << (2 * unused + sumBits - 2 * factorBits);
    negative[term] = (from.isNegative(a) != from.isNegative(b)) != negated;
  }

  private static long digits(FloatFormat format, long bits) {
    long fraction = bits & format.fractionMask;
    return format.isNormal(bits) ? fraction | 1L << format.fractionBits : fraction;
  }

  long round(FloatUnit unit, FloatFormat to, Rounding rounding) {
    order(0, 1);
    order(1, 2);
    order(0, 1);
    addFirst(rounding);
    addSecond();
    normalise();
    return pack(unit, to, rounding);
  }

  private void order(int a, int b) {
    if (exponents[a] >= exponents[b]) {
      return;
    }
    int exponent = exponents[a];
    exponents[a] = exponents[b];
    exponents[b] = exponent;
    long digit = digits[a];
    digits[a] = digits[b];
    digits[b] = digit;
    boolean sign = negative[a];
    negative[a] = negative[b];
    negative[b] = sign;
    boolean nothing = zero[a];
    zero[a] = zero[b];
    zero[b] = nothing;
  }

  private void addFirst(Rounding rounding) {
    int places = sumBits + 3;
    int distance = Math.min(exponents[0] - exponents[1], sumBits + places);
    long large = digits[0] << places;
    long small = digits[1] << places;
    firstRest = (small & (1L << distance) - 1) != 0;
    small >>>= distance;
    firstSubtracts = negative[0] != negative[1];
    firstNegative = negative[0];
    firstVanishes = false;
    if (!firstSubtracts) {
      first = large + small;
      return;
    }
    first = large - small - (firstRest ? 1 : 0);
    if (first < 0) {
      first = -first;
      firstNegative = !firstNegative;
    } else if (first == 0 && !firstRest) {
      firstVanishes = true;
      firstNegative = rounding == Rounding.DOWN;
    }
  }

  /// Places of the second step, without the carry.
  private int width() {
    return 2 * sumBits + factorBits + 4;
  }

  private void addSecond() {
    int distance = Math.min(exponents[0] + 1 - exponents[2], width());
    long third = digits[2] << (width() - sumBits);
    secondRest = (third & (1L << distance) - 1) != 0;
    thirdAlone = firstVanishes && !zero[2] && secondRest;
    if (thirdAlone) {
      secondSubtracts = false;
      secondNegative = negative[2];
      second = exponents[2] > 0 ? third : shifted(third, 1 - exponents[2]);
      return;
    }
    secondSubtracts = negative[2] != firstNegative;
    secondNegative = firstNegative;
    long large = first << factorBits;
    long small = third >>> distance;
    if (!secondSubtracts) {
      second = large + small; // with a carry it may fill all 64 bits
      return;
    }
    second = large - small - (secondRest ? 1 : 0);
    if (second < 0) {
      second = -second;
      secondNegative = !secondNegative;
    }
  }

  private static long shifted(long value, int count) {
    return count < 64 ? value >>> count : 0;
  }

  /// Brings the first digit to the place below the carry, or as far as exponents allow.
  private void normalise() {
    int carry = width();
    int exponent = thirdAlone ? Math.max(0, exponents[2]) : exponents[0] + 1;
    int zeros = Long.numberOfLeadingZeros(second) - (63 - carry);
    if (second == 0) {
      field = 0;
      normal = 0;
    } else if (exponent - zeros + 1 <= 0) {
      field = 0;
      normal = second << Math.max(0, exponent - 1);
    } else if (zeros == 0) {
      field = exponent + 1;
      normal = second >>> 1;
    } else {
      field = exponent - zeros + 1;
      normal = second << (zeros - 1);
    }
  }

  private long pack(FloatUnit unit, FloatFormat to, Rounding rounding) {
    int places = sumBits + factorBits + 3 + sumBits - to.fractionBits;
    boolean overflow = field >= to.topExponent;
    long magnitude =
        overflow
            ? to.infinity - 1
            : ((long) field << to.fractionBits) | (normal >>> places & to.fractionMask);
    boolean half = overflow || (normal >>> (places - 1) & 1) != 0;
    boolean more = overflow || (normal & (1L << (places - 1)) - 1) != 0 || isAnythingBehind();
    boolean exact = !half && !more;
    boolean sign = sign(magnitude, exact, rounding);
    if (rounding.goesUp(sign, (magnitude & 1) != 0, half ? more ? 1 : 0 : -1, exact)) {
      magnitude++;
    }
    if (overflow || magnitude >= to.infinity) {
      unit.raise(FloatUnit.OVERFLOW | FloatUnit.INEXACT);
    }
    if (!exact) {
      unit.raise(FloatUnit.INEXACT | (magnitude <= to.fractionMask ? FloatUnit.UNDERFLOW : 0));
    }
    return to.zero(sign) | magnitude;
  }

  /// Whether the hardware takes something to be behind digits that end with zeros.
  private boolean isAnythingBehind() {
    boolean cancelled = firstRest && !secondRest && !zero[2] && firstSubtracts != secondSubtracts;
    return !cancelled && (firstRest || (secondRest && !thirdAlone));
  }

  private boolean sign(long magnitude, boolean exact, Rounding rounding) {
    if (exact && magnitude == 0 && secondSubtracts) {
      return rounding == Rounding.DOWN;
    }
    return (zero[0] && magnitude == 0 && !exact) ? signBesideZero() : secondNegative;
  }

  /// The sign of what rounds to zero although the term with the largest exponent is zero.
  private boolean signBesideZero() {
    if (zero[1] != zero[2]) {
      return zero[1] ? negative[2] : negative[1];
    }
    boolean secondLarger = exponents[1] > exponents[2] || digits[1] > digits[2];
    if (!zero[1] && (secondLarger || digits[1] != digits[2])) {
      return secondLarger ? negative[1] : negative[2];
    }
    return negative[0] ? negative[1] || negative[2] : negative[1] && negative[2];
  }
}
