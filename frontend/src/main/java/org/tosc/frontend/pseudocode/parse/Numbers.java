package org.tosc.frontend.pseudocode.parse;

import java.util.OptionalLong;

/// The values of number literals.
final class Numbers {
  private Numbers() {}

  /// The value of `42`, `1_000`, `0xFF` or `0b101`, with a minus if `negative`; empty if it needs
  /// more than 64 bits or is no number.
  static OptionalLong integer(String literal, boolean negative) {
    String digits = literal.replace("_", "");
    int radix = radix(digits);
    String bare = radix == 10 ? digits : digits.substring(2);
    try {
      return OptionalLong.of(Long.parseLong(negative ? "-" + bare : bare, radix));
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }

  /// The value of a float literal; infinite if it is too large, not a number if it is malformed.
  static double real(String literal) {
    try {
      return Double.parseDouble(literal.replace("_", ""));
    } catch (NumberFormatException malformed) {
      return Double.NaN;
    }
  }

  private static int radix(String digits) {
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      return 16;
    }
    return digits.startsWith("0b") || digits.startsWith("0B") ? 2 : 10;
  }
}
