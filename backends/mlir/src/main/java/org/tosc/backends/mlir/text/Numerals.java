package org.tosc.backends.mlir.text;

import java.util.HexFormat;

/// Numbers with a point as text that reads back to the same bits. MLIR's reader takes decimals as
/// `f64` and rounds that to the type; infinities and NaN are bits.
final class Numerals {
  private Numerals() {}

  static String text(double value, FloatFormat type) {
    if (!Double.isFinite(value)) {
      return special(value, type);
    }
    return type == FloatFormat.F32 ? single((float) value) : Double.toString(value);
  }

  /// The fewest digits of `f32`, unless rounding twice gives another number.
  private static String single(float value) {
    String few = Float.toString(value);
    boolean isSame =
        Float.floatToRawIntBits((float) Double.parseDouble(few)) == Float.floatToRawIntBits(value);
    return isSame ? few : Double.toString(value);
  }

  private static String special(double value, FloatFormat type) {
    HexFormat hex = HexFormat.of().withUpperCase();
    boolean isNaN = Double.isNaN(value);
    boolean isNegative = value < 0;
    return switch (type) {
      case F64 -> "0x" + hex.toHexDigits(Double.doubleToLongBits(value));
      case F32 -> "0x" + hex.toHexDigits(Float.floatToIntBits((float) value));
      case BF16 -> isNaN ? "0x7FC0" : isNegative ? "0xFF80" : "0x7F80";
      case F16 -> isNaN ? "0x7E00" : isNegative ? "0xFC00" : "0x7C00";
      case F8E5M2 -> isNaN ? "0x7E" : isNegative ? "0xFC" : "0x7C";
      // This format has no infinities (OCP 8-bit floating point, section 5.3).
      case F8E4M3FN -> isNegative ? "0xFF" : "0x7F";
      case TF32 -> throw new IllegalArgumentException("no bits of tf32 in text");
    };
  }
}
