package org.tosc.bench.snitch;

import org.tosc.backends.snitch.code.Element;

/// Numbers and their bits in registers of the FPU, by the JDK's conversions.
final class Bits {
  private static final long ABOVE_32 = -1L << 32;
  private static final long ABOVE_16 = -1L << 16;

  private Bits() {}

  static double decode(Element element, long bits) {
    return switch (element) {
      case F64 -> Double.longBitsToDouble(bits);
      case F32 -> Float.intBitsToFloat((int) bits);
      case F16 -> Float.float16ToFloat((short) bits);
    };
  }

  /// With ones above what the format needs.
  static long encode(Element element, double value) {
    return switch (element) {
      case F64 -> Double.doubleToRawLongBits(value);
      case F32 -> ABOVE_32 | Float.floatToRawIntBits((float) value);
      case F16 -> ABOVE_16 | Float.floatToFloat16((float) value);
    };
  }
}
