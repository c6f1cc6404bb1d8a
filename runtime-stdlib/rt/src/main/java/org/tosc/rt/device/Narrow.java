package org.tosc.rt.device;

import org.tosc.rt.tensor.Brain;
import org.tosc.rt.tensor.DType;

/// Conversions between binary32 and the narrower float formats, in forms that the JIT vectorises
/// where it can.
public final class Narrow {
  private static final float[] E4M3 = table(DType.F8E4M3);
  private static final float[] E5M2 = table(DType.F8E5M2);

  private Narrow() {}

  private static float[] table(DType dtype) {
    float[] values = new float[256];
    for (int bits = 0; bits < values.length; bits++) {
      values[bits] = (float) dtype.decode(bits);
    }
    return values;
  }

  /// The values of all patterns of an 8-bit float format.
  static float[] values(DType dtype) {
    return dtype == DType.F8E4M3 ? E4M3 : E5M2;
  }

  /// A number rounded to binary16. Rounding a sum, product or quotient of two such numbers first to
  /// binary32 and then to binary16 equals rounding it once, since 24 ≥ 2·11 + 2 (S. Figueroa, "When
  /// is double rounding innocuous?", 1995).
  public static float f16(float x) {
    return Float.float16ToFloat(Float.floatToFloat16(x));
  }

  /// A number rounded to bfloat16.
  public static float bf16(float x) {
    return Brain.toFloat(Brain.ofFloat(x));
  }

  /// A number rounded to OFP8 E4M3.
  public static float f8e4m3(float x) {
    return E4M3[(int) DType.F8E4M3.encode(x)];
  }

  /// A number rounded to OFP8 E5M2.
  public static float f8e5m2(float x) {
    return E5M2[(int) DType.F8E5M2.encode(x)];
  }

  /// `x` as an element of a float dtype of at most 32 bits holds it.
  static float round(DType dtype, float x) {
    return switch (dtype) {
      case F16 -> f16(x);
      case BF16 -> bf16(x);
      case F8E4M3 -> f8e4m3(x);
      case F8E5M2 -> f8e5m2(x);
      case F32 -> x;
      case F64, I64, I32, I16, I8, I4, U64, U32, U16, U8, BOOL, NVFP4, Q8_0, Q4_0 ->
          throw new IllegalStateException("a binary32 element of " + dtype);
    };
  }
}
