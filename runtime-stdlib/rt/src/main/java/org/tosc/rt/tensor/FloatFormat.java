package org.tosc.rt.tensor;

/// A binary floating-point format narrower than binary64: `exponentBits`, `mantissaBits`, and what
/// the largest exponent field means. Encoding rounds to nearest, ties to even, once, from binary64.
///
/// Sources: IEEE 754-2019 §3.4 and §4.3.1 (f16, f32; overflow under round-to-nearest gives an
/// infinity); bfloat16 as the upper half of binary32; *OCP 8-bit Floating Point Specification
/// (OFP8) 1.0*, §3 and §5 (E5M2 has infinities, E4M3 has none and one NaN magnitude `S.1111.111`;
/// in the non-saturating mode, which is used here, overflow gives ±infinity in E5M2 and NaN in
/// E4M3); *OCP Microscaling Formats (MX) 1.0*, §5.3.3 (FP4 E2M1 has neither infinities nor NaN;
/// conversion saturates).
record FloatFormat(int exponentBits, int mantissaBits, Specials specials) {
  /// What overflow and NaN become.
  enum Specials {
    /// The largest exponent field holds infinities and NaNs.
    IEEE,
    /// No infinities; the all-ones magnitude is NaN; overflow and infinities become NaN.
    NAN_ONLY,
    /// All patterns are finite; overflow, infinities and NaN saturate.
    FINITE
  }

  static final FloatFormat F32 = new FloatFormat(8, 23, Specials.IEEE);
  static final FloatFormat F16 = new FloatFormat(5, 10, Specials.IEEE);
  static final FloatFormat BF16 = new FloatFormat(8, 7, Specials.IEEE);
  static final FloatFormat E4M3 = new FloatFormat(4, 3, Specials.NAN_ONLY);
  static final FloatFormat E5M2 = new FloatFormat(5, 2, Specials.IEEE);
  static final FloatFormat E2M1 = new FloatFormat(2, 1, Specials.FINITE);

  private static final int DOUBLE_MANTISSA = 52;

  /// The exponent of the smallest normal number.
  int minExponent() {
    return 2 - (1 << (exponentBits - 1));
  }

  /// The bits of a magnitude that is all ones below the sign.
  private long allOnes() {
    return (1L << (exponentBits + mantissaBits)) - 1;
  }

  /// The bit pattern of the largest finite magnitude.
  long maxFiniteBits() {
    return switch (specials) {
      case IEEE -> (((1L << exponentBits) - 1) << mantissaBits) - 1;
      case NAN_ONLY -> allOnes() - 1;
      case FINITE -> allOnes();
    };
  }

  /// The pattern of `x` rounded to nearest, ties to even.
  long encode(double x) {
    long raw = Double.doubleToRawLongBits(x);
    long sign = (raw >>> 63) << (exponentBits + mantissaBits);
    if (Double.isNaN(x)) {
      return specials == Specials.FINITE ? maxFiniteBits() : sign | nanBits();
    }
    double magnitude = Math.abs(x);
    if (magnitude == Double.POSITIVE_INFINITY) {
      return sign | overflowBits();
    }
    long bits = roundMagnitude(magnitude);
    return sign | (bits > maxFiniteBits() ? overflowBits() : bits);
  }

  private long roundMagnitude(double magnitude) {
    int exponent = Math.getExponent(magnitude);
    if (exponent < Double.MIN_EXPONENT) {
      return 0; // a binary64 subnormal is far below half of every format's smallest magnitude
    }
    long significand =
        (Double.doubleToRawLongBits(magnitude) & ((1L << DOUBLE_MANTISSA) - 1))
            | (1L << DOUBLE_MANTISSA);
    int below = Math.max(0, minExponent() - exponent);
    int shift = DOUBLE_MANTISSA - mantissaBits + below;
    if (shift > DOUBLE_MANTISSA + 1) {
      return 0;
    }
    long kept = significand >>> shift;
    long rest = significand & ((1L << shift) - 1);
    long half = 1L << (shift - 1);
    if (rest > half || (rest == half && (kept & 1) != 0)) {
      kept++;
    }
    // For a normal number `kept` still has its leading one, which adds 1 to the exponent field.
    return ((long) (Math.max(exponent, minExponent()) - minExponent()) << mantissaBits) + kept;
  }

  private long nanBits() {
    return specials == Specials.NAN_ONLY
        ? allOnes()
        : (((1L << exponentBits) - 1) << mantissaBits) | (1L << (mantissaBits - 1));
  }

  private long overflowBits() {
    return switch (specials) {
      case IEEE -> maxFiniteBits() + 1;
      case NAN_ONLY -> nanBits();
      case FINITE -> maxFiniteBits();
    };
  }

  /// The value of a bit pattern, exactly.
  double decode(long pattern) {
    long magnitude = pattern & allOnes();
    boolean negative = ((pattern >>> (exponentBits + mantissaBits)) & 1) != 0;
    double value;
    if (magnitude > maxFiniteBits()) {
      boolean infinite = specials == Specials.IEEE && magnitude == maxFiniteBits() + 1;
      value = infinite ? Double.POSITIVE_INFINITY : Double.NaN;
    } else {
      long field = magnitude >>> mantissaBits;
      long mantissa = magnitude & ((1L << mantissaBits) - 1);
      long significand = field == 0 ? mantissa : mantissa | (1L << mantissaBits);
      int exponent = (int) Math.max(field, 1) - 1 + minExponent() - mantissaBits;
      value = Math.scalb((double) significand, exponent);
    }
    return negative ? -value : value;
  }
}
