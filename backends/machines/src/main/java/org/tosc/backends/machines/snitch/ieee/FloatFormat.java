package org.tosc.backends.machines.snitch.ieee;

/// The binary formats of FPnew (fpnew_pkg.sv, `FP_ENCODINGS`), all of them as IEEE 754 makes
/// formats: the largest exponent field is infinity and NaN, the least one zero and subnormals.
public enum FloatFormat {
  BINARY64(11, 52),
  BINARY32(8, 23),
  BINARY16(5, 10),
  /// `FP16ALT`, known as bfloat16.
  BFLOAT16(8, 7),
  /// `FP8`.
  E5M2(5, 2),
  /// `FP8ALT`: with infinities, so not OCP's E4M3.
  E4M3(4, 3);

  final int fractionBits;
  final int bias;

  /// Exponent field of infinities and NaNs.
  final int topExponent;

  final long signBit;
  final long fractionMask;
  final long infinity;
  private final int width;
  private final long mask;
  private final long quietBit;
  private final long canonicalNan;

  FloatFormat(int exponentBits, int fractionBits) {
    this.fractionBits = fractionBits;
    width = 1 + exponentBits + fractionBits;
    bias = (1 << (exponentBits - 1)) - 1;
    topExponent = (1 << exponentBits) - 1;
    signBit = 1L << (width - 1);
    mask = signBit | signBit - 1;
    fractionMask = (1L << fractionBits) - 1;
    infinity = (long) topExponent << fractionBits;
    quietBit = 1L << (fractionBits - 1);
    canonicalNan = infinity | quietBit;
  }

  /// In bits.
  public int width() {
    return width;
  }

  /// How many of them a 64-bit register holds.
  public int lanes() {
    return 64 / width;
  }

  /// All bits of the format set.
  public long mask() {
    return mask;
  }

  /// Positive, quiet, no other payload: what every operation gives that has no other answer.
  public long canonicalNan() {
    return canonicalNan;
  }

  /// The value of a scalar in a 64-bit register: what is not all ones above it counts as the
  /// canonical NaN (RISC-V, "NaN Boxing of Narrower Values").
  public long unbox(long register) {
    return (register | mask) == -1 ? register & mask : canonicalNan;
  }

  /// A register that holds a scalar.
  public long box(long bits) {
    return bits | ~mask;
  }

  /// A lane of a register, from the lowest.
  public long lane(long register, int lane) {
    return register >>> (lane * width) & mask;
  }

  /// The lowest lane in all lanes, for instructions with `.r`.
  public long replicate(long register) {
    long all = register & mask;
    for (int bits = width; bits < 64; bits *= 2) {
      all |= all << bits;
    }
    return all;
  }

  public boolean isNan(long bits) {
    return (bits & ~signBit) > infinity;
  }

  public boolean isSignaling(long bits) {
    return isNan(bits) && (bits & quietBit) == 0;
  }

  public boolean isInfinite(long bits) {
    return (bits & ~signBit) == infinity;
  }

  public boolean isZero(long bits) {
    return (bits & ~signBit) == 0;
  }

  public boolean isNegative(long bits) {
    return (bits & signBit) != 0;
  }

  boolean isFinite(long bits) {
    return (bits & infinity) != infinity;
  }

  boolean isNormal(long bits) {
    return (bits & infinity) != 0 && isFinite(bits);
  }

  boolean isSubnormal(long bits) {
    return (bits & infinity) == 0 && !isZero(bits);
  }

  int exponentField(long bits) {
    return (int) (bits >>> fractionBits) & topExponent;
  }

  /// The power of two at or below a magnitude; of numbers, but not of zero.
  int exponent(long bits) {
    int field = exponentField(bits);
    return field != 0
        ? field - bias
        : 1 - bias - fractionBits + 63 - Long.numberOfLeadingZeros(bits & fractionMask);
  }

  /// All digits of a magnitude, the first of them in bit 63; of numbers, but not of zero.
  long significand(long bits) {
    long fraction = bits & fractionMask;
    return (bits & infinity) != 0
        ? 1L << 63 | fraction << (63 - fractionBits)
        : fraction << Long.numberOfLeadingZeros(fraction);
  }

  long zero(boolean negative) {
    return negative ? signBit : 0;
  }

  long infinity(boolean negative) {
    return negative ? signBit | infinity : infinity;
  }
}
