package org.tosc.backends.snitch.code;

import org.tosc.tir.ir.Scalar;

/// Constants as their types hold them.
public final class Rounded {
  private Rounded() {}

  /// The number rounded to a format, to nearest with ties to even.
  ///
  /// @param format `f64`, `f32`, `f16` or `bf16`
  public static double to(Scalar format, double value) {
    if (format == Scalar.F64) {
      return value;
    }
    if (format == Scalar.F32) {
      return (float) value;
    }
    if (format == Scalar.F16) {
      return Float.float16ToFloat(Float.floatToFloat16(odd(value)));
    }
    if (format == Scalar.BF16) {
      return brain(odd(value));
    }
    throw new IllegalArgumentException("no numbers are rounded to " + format);
  }

  /// The `f32` beside a number whose last bit is 1, or the number itself: what is rounded again is
  /// then as if it were rounded once (S. Boldo and G. Melquiond, "Emulation of a FMA and correctly
  /// rounded sums", IEEE TC 2008).
  private static float odd(double value) {
    float nearest = (float) value;
    if (nearest == value || Double.isNaN(value)) {
      return nearest;
    }
    if ((Float.floatToRawIntBits(nearest) & 1) != 0) {
      return nearest;
    }
    return nearest < value ? Math.nextUp(nearest) : Math.nextDown(nearest);
  }

  private static float brain(float value) {
    if (Float.isNaN(value) || Float.isInfinite(value)) {
      return value;
    }
    int bits = Float.floatToRawIntBits(value);
    int last = bits >>> 16 & 1;
    return Float.intBitsToFloat(bits + 0x7fff + last & 0xFFFF0000);
  }
}
