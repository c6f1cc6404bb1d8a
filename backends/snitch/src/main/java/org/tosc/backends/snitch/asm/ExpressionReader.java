package org.tosc.backends.snitch.asm;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.asm.Token.Kind;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// Reads expressions, with the precedence of GNU as ("Infix Operators" in its manual).
final class ExpressionReader {
  /// How many parentheses and signs may be in each other.
  private static final int MOST = 100;

  /// How many operators one expression may have.
  private static final int MOST_OPERATORS = 1000;

  private static final Map<String, Integer> PRECEDENCE =
      Map.ofEntries(
          Map.entry("||", 1),
          Map.entry("&&", 2),
          Map.entry("==", 3),
          Map.entry("!=", 3),
          Map.entry("<>", 3),
          Map.entry("<", 3),
          Map.entry("<=", 3),
          Map.entry(">", 3),
          Map.entry(">=", 3),
          Map.entry("+", 4),
          Map.entry("-", 4),
          Map.entry("|", 5),
          Map.entry("&", 5),
          Map.entry("^", 5),
          Map.entry("!", 5),
          Map.entry("*", 6),
          Map.entry("/", 6),
          Map.entry("%", 6),
          Map.entry("<<", 6),
          Map.entry(">>", 6));

  private static final BigInteger MOST_VALUE = BigInteger.TWO.pow(64);

  private final Source source;
  private final List<Token> tokens;
  private final Faults faults;
  private int at;
  private int depth;
  private int operators;

  ExpressionReader(Source source, List<Token> tokens, Faults faults) {
    this.source = source;
    this.tokens = tokens;
    this.faults = faults;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peekSecond() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  boolean isDone() {
    return at >= tokens.size();
  }

  Token take() {
    return tokens.get(at++);
  }

  boolean takeSign(String sign) {
    if (peek().is(sign)) {
      at++;
      return true;
    }
    return false;
  }

  Span span(Token token) {
    return source.span(token.start(), token.end());
  }

  /// An expression; null where something else stands, which is told.
  @Nullable Expression expression() {
    depth = 0;
    operators = 0;
    return binary(1);
  }

  private @Nullable Expression binary(int lowest) {
    Expression left = unary();
    while (left != null) {
      Token sign = peek();
      int precedence = sign.kind() == Kind.SIGN ? PRECEDENCE.getOrDefault(sign.text(), 0) : 0;
      if (precedence < lowest) {
        return left;
      }
      if (++operators > MOST_OPERATORS) {
        faults.syntax(span(sign), "an expression with more than " + MOST_OPERATORS + " operators");
        return null;
      }
      at++;
      Expression right = binary(precedence + 1);
      if (right == null) {
        return null;
      }
      left = new Expression.Binary(sign.text(), left, right, left.span().to(right.span()));
    }
    return null;
  }

  private @Nullable Expression unary() {
    Token token = peek();
    if (depth >= MOST) {
      faults.syntax(span(token), "parentheses and signs are nested more than " + MOST + " deep");
      return null;
    }
    depth++;
    Expression read = token.kind() == Kind.SIGN ? sign(token) : leaf(token);
    depth--;
    return read;
  }

  private @Nullable Expression sign(Token token) {
    if (token.is("(")) {
      at++;
      Expression inside = binary(1);
      return inside == null || !close() ? null : inside;
    }
    if (token.is("-") || token.is("+") || token.is("~") || token.is("!")) {
      at++;
      Expression of = unary();
      return of == null
          ? null
          : new Expression.Unary(token.text().charAt(0), of, span(token).to(of.span()));
    }
    return missing(token);
  }

  private boolean close() {
    if (takeSign(")")) {
      return true;
    }
    faults.syntax(span(peek()), "`)` is missing here");
    return false;
  }

  private @Nullable Expression missing(Token token) {
    String found = token.kind() == Kind.END ? "the end of the line" : "`" + token.text() + "`";
    faults.syntax(span(token), "a value is missing; found " + found);
    return null;
  }

  private @Nullable Expression leaf(Token token) {
    return switch (token.kind()) {
      case NAME -> {
        at++;
        yield token.text().equals(".")
            ? new Expression.Here(span(token))
            : new Expression.Name(token.text(), span(token));
      }
      case INTEGER -> {
        at++;
        yield whole(token);
      }
      case REAL -> {
        at++;
        yield new Expression.Real(token.text(), span(token));
      }
      case NUMERIC -> {
        at++;
        yield numeric(token);
      }
      case MODIFIER -> modified(token);
      case STRING, SIGN, END -> missing(token);
    };
  }

  private @Nullable Expression numeric(Token token) {
    String text = token.text();
    if (text.length() > 9) {
      faults.symbol(span(token), "a numeric label has at most eight digits");
      return null;
    }
    int label = Integer.parseInt(text.substring(0, text.length() - 1));
    return new Expression.Numeric(label, text.endsWith("f"), span(token));
  }

  private @Nullable Expression whole(Token token) {
    String text = token.text().toLowerCase(Locale.ROOT);
    int base = 10;
    int skip = 0;
    if (text.startsWith("0x") || text.startsWith("0b")) {
      base = text.charAt(1) == 'x' ? 16 : 2;
      skip = 2;
    } else if (text.length() > 1 && text.startsWith("0")) {
      base = 8;
    }
    if (base == 8 && text.chars().anyMatch(c -> c > '7')) {
      faults.syntax(span(token), "a number that begins with `0` is octal: digits up to 7");
      return null;
    }
    // The length is looked at first: reading digits takes quadratic time.
    BigInteger value = text.length() > 70 ? MOST_VALUE : new BigInteger(text.substring(skip), base);
    if (value.compareTo(MOST_VALUE) >= 0) {
      faults.operand(span(token), "the number does not fit in 64 bits");
      return null;
    }
    return new Expression.Whole(value.longValue(), span(token));
  }

  private @Nullable Expression modified(Token token) {
    for (Modifier modifier : Modifier.values()) {
      if (modifier.text().equals(token.text())) {
        at += 2;
        Expression of = binary(1);
        Span close = span(peek());
        return of == null || !close()
            ? null
            : new Expression.Part(modifier, of, span(token).to(close));
      }
    }
    faults.syntax(
        span(token),
        "`%s` is not known; %%hi, %%lo, %%pcrel_hi and %%pcrel_lo are".formatted(token.text()));
    return null;
  }
}
