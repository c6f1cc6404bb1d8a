package org.tosc.rt.tensor;

/// `bfloat16`, the upper half of binary32, as `Float.floatToFloat16` has binary16: called by
/// compiled kernels, too, and in forms that the JIT vectorises where it can.
public final class Brain {
  private Brain() {}

  /// The pattern of a number, rounded to nearest, ties to even. NaN stays NaN.
  public static short ofFloat(float x) {
    int bits = Float.floatToRawIntBits(x);
    int rounded = (bits + 0x7FFF + (bits >>> 16 & 1)) >>> 16;
    return (short) (Float.isNaN(x) ? bits >>> 16 | 0x40 : rounded);
  }

  /// The number of a pattern.
  public static float toFloat(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }
}
