package org.tosc.tir.interp;

import org.tosc.tir.ir.Scalar;

/// Random numbers by position: word i is output i of SplitMix64 started at the seed (Steele, Lea
/// and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014), so that every engine
/// makes the same bits in any order.
final class OracleRandom {
  private OracleRandom() {}

  private static long word(long seed, long i) {
    long z = seed + (i + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// The upper `precision` bits of word i as a number in [0, 1).
  static double uniform(long seed, long i, int precision) {
    return (word(seed, i) >>> (64 - precision)) * Math.scalb(1.0, -precision);
  }

  /// Box and Muller's transform of the pair of words to which i belongs.
  static double normal(long seed, long i) {
    long first = i & ~1L;
    double u = ((word(seed, first) >>> 11) + 1) * 0x1p-53;
    double v = (word(seed, first + 1) >>> 11) * 0x1p-53;
    double radius = Math.sqrt(-2 * StrictMath.log(u));
    double angle = 2 * Math.PI * v;
    return radius * (i == first ? StrictMath.cos(angle) : StrictMath.sin(angle));
  }

  /// `low` plus the upper half of the product of word i and the number of choices.
  static long integer(long seed, long i, long low, long high) {
    return low + Math.unsignedMultiplyHigh(word(seed, i), high - low);
  }

  /// The bits of a float type's significand.
  static int precision(Scalar type) {
    return switch (type) {
      case F64 -> 53;
      case F32 -> 24;
      case F16 -> 11;
      case BF16 -> 8;
      case F8E4M3 -> 4;
      case F8E5M2 -> 3;
      case I1, I4, I8, I16, I32, I64, U8, U16, U32, U64, INDEX, NVFP4, Q4_0, Q8_0 ->
          throw new IllegalStateException(type + " is no float type");
    };
  }
}
