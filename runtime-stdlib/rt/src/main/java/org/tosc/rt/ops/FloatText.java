package org.tosc.rt.ops;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.tosc.rt.tensor.DType;

/// Floats as guest programs print them: the shortest decimal that reads back as the same float,
/// without `.0` for integral ones, in scientific form below 1e-5 and from 1e16.
///
/// The digits come from [Double#toString(double)], which gives the shortest form since JDK 19
/// (JDK-4511638, Raffaello Giulietti's algorithm).
public final class FloatText {
  private static final int FIRST_SCIENTIFIC = 16;
  private static final int LAST_SMALL = -5;

  private FloatText() {}

  public static String of(double value) {
    if (value == (long) value && Math.abs(value) < 1e15) {
      return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
    }
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return (value < 0 ? "-" : "") + written(Double.toString(Math.abs(value)));
  }

  /// The shortest decimal that reads back as the same value of a float dtype: 0.1 rounded to f16 is
  /// `0.1`, and f32 has its own digits.
  public static String of(double value, DType type) {
    boolean isPlain = value == (long) value && Math.abs(value) < 1e15;
    if (isPlain || type == DType.F64 || Double.isNaN(value) || Double.isInfinite(value)) {
      return of(value);
    }
    String sign = value < 0 ? "-" : "";
    double size = Math.abs(value);
    return sign + written(type == DType.F32 ? Float.toString((float) size) : shortest(size, type));
  }

  private static String shortest(double size, DType type) {
    BigDecimal exact = new BigDecimal(size);
    for (int digits = 1; digits < 17; digits++) {
      double candidate = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).doubleValue();
      if (type.round(candidate) == size) {
        return Double.toString(candidate);
      }
    }
    return Double.toString(size);
  }

  // `java` is a positive float as Java writes it.
  private static String written(String java) {
    int e = java.indexOf('E');
    String mantissa = e < 0 ? java : java.substring(0, e);
    int point = mantissa.indexOf('.');
    String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
    int exponent = point - 1 + (e < 0 ? 0 : Integer.parseInt(java.substring(e + 1)));
    int leading = 0;
    while (digits.charAt(leading) == '0') {
      leading++;
    }
    return place(trimmed(digits.substring(leading)), exponent - leading);
  }

  private static String trimmed(String digits) {
    int end = digits.length();
    while (end > 1 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, end);
  }

  // `exponent` is that of the first digit.
  private static String place(String digits, int exponent) {
    if (exponent >= FIRST_SCIENTIFIC || exponent < LAST_SMALL) {
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      return digits.charAt(0) + fraction + "e" + exponent;
    }
    if (exponent < 0) {
      return "0." + "0".repeat(-exponent - 1) + digits;
    }
    int whole = exponent + 1;
    return digits.length() <= whole
        ? digits + "0".repeat(whole - digits.length())
        : digits.substring(0, whole) + "." + digits.substring(whole);
  }
}
