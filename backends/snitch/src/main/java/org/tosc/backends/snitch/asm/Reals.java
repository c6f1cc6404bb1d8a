package org.tosc.backends.snitch.asm;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// Numbers with a fraction or exponent.
final class Reals {
  private static final Set<String> INFINITE = Set.of("inf", "infinity");

  private Reals() {}

  /// The number that an expression writes; null where it writes none.
  static @Nullable String text(Expression value) {
    return switch (value) {
      case Expression.Real(String text, _) -> text;
      // In hexadecimal it would be taken for the bits of a float.
      case Expression.Whole(long whole, Span at) ->
          at.text().startsWith("0x") ? null : Long.toUnsignedString(whole);
      case Expression.Name(String name, _) -> special(name.toLowerCase(Locale.ROOT));
      case Expression.Unary(char sign, Expression of, _) when sign == '-' || sign == '+' -> {
        String text = of instanceof Expression.Unary ? null : text(of);
        yield text == null ? null : sign + text;
      }
      case Expression.Unary _,
          Expression.Binary _,
          Expression.Here _,
          Expression.Numeric _,
          Expression.Part _ ->
          null;
    };
  }

  private static @Nullable String special(String name) {
    return INFINITE.contains(name) ? "Infinity" : name.equals("nan") ? "NaN" : null;
  }

  /// The bits of the nearest float. Those of `nan` are all set but for the sign, as GNU as and
  /// clang have it.
  ///
  /// @param bytes 4 or 8
  static long bits(String text, int bytes) {
    if (text.endsWith("NaN")) {
      long positive = -1L >>> (bytes == 4 ? 33 : 1);
      return text.startsWith("-") ? (positive << 1) | 1 : positive;
    }
    return bytes == 4
        ? Float.floatToIntBits(Float.parseFloat(text)) & 0xffff_ffffL
        : Double.doubleToLongBits(Double.parseDouble(text));
  }
}
