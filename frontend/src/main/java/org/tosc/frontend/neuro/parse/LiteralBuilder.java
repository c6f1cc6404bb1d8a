package org.tosc.frontend.neuro.parse;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.form.Escapes;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.grammar.NeuroLangLexer;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Numbers and texts.
final class LiteralBuilder {
  private static final String CLOSING_QUOTES = "\"'\u201C\u201D\u00BB\u2018\u2019";

  /// A number without `_`: its digits and its suffix.
  private static final Pattern NUMBER =
      Pattern.compile(
          "(0x[0-9a-fA-F]+|0b[01]+|0o[0-7]+|[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"
              + "(f8e4m3|f8e5m2|[a-z][a-z0-9]*)?");

  private final Builders with;

  LiteralBuilder(Builders with) {
    this.with = with;
  }

  Expr number(Token token, Span span) {
    String text = with.spans.of(token).text().replace("_", "");
    boolean real = token.getType() == NeuroLangLexer.FLOAT;
    if (!real && isShort(text)) {
      return new Expr.IntLit(Long.parseLong(text), null, span);
    }
    Matcher parts = NUMBER.matcher(text);
    if (!parts.matches() || (!real && token.getType() != NeuroLangLexer.INT)) {
      return new Expr.Malformed(List.of(), span);
    }
    return real
        ? real(parts.group(1), parts.group(2), span)
        : integer(parts.group(1), parts.group(2), span);
  }

  /// Decimal digits only, few enough for any `long`: most numbers are.
  private static boolean isShort(String text) {
    boolean digits = !text.isEmpty() && text.length() < 19;
    for (int i = 0; i < text.length() && digits; i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits;
  }

  private Expr integer(String digits, @Nullable String suffix, Span span) {
    OptionalLong value = unsigned(digits);
    if (value.isEmpty()) {
      with.problems.add(
          Diagnostic.of(Code.E0016, span, "the integer does not fit in 64 bits")
              .label(span, "at most 18446744073709551615, and that only as `u64`"));
      return new Expr.Malformed(List.of(), span);
    }
    return new Expr.IntLit(value.getAsLong(), suffix, span);
  }

  private static OptionalLong unsigned(String digits) {
    int radix =
        switch (digits.length() > 1 ? digits.charAt(1) : ' ') {
          case 'x' -> 16;
          case 'b' -> 2;
          case 'o' -> 8;
          default -> 10;
        };
    try {
      return OptionalLong.of(
          Long.parseUnsignedLong(radix == 10 ? digits : digits.substring(2), radix));
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }

  private Expr real(String digits, @Nullable String suffix, Span span) {
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      with.problems.add(
          Diagnostic.of(Code.E0017, span, "the number is larger than any float")
              .label(span, "at most 1.7976931348623157e308"));
    }
    return new Expr.FloatLit(value, suffix, span);
  }

  Expr.StrLit text(Token token) {
    Span span = with.spans.of(token);
    int start = Math.min(span.start() + 1, span.end());
    int end = Math.max(start, isClosed(span) ? span.end() - 1 : span.end());
    return new Expr.StrLit(Escapes.decode(span.source().text(), start, end), span);
  }

  /// A string cut off at its line's end has no closing quote, or only one after a backslash.
  private static boolean isClosed(Span span) {
    String text = span.text();
    int last = text.length() - 1;
    if (last < 1 || CLOSING_QUOTES.indexOf(text.charAt(last)) < 0) {
      return false;
    }
    int backslashes = 0;
    while (last - 1 - backslashes > 0 && text.charAt(last - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 0;
  }
}
