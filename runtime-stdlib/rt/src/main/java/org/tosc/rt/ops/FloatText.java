package org.tosc.rt.ops;

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
    String java = Double.toString(Math.abs(value));
    int e = java.indexOf('E');
    String mantissa = e < 0 ? java : java.substring(0, e);
    int point = mantissa.indexOf('.');
    String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
    int exponent = point - 1 + (e < 0 ? 0 : Integer.parseInt(java.substring(e + 1)));
    int leading = 0;
    while (digits.charAt(leading) == '0') {
      leading++;
    }
    return (value < 0 ? "-" : "") + place(trimmed(digits.substring(leading)), exponent - leading);
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
