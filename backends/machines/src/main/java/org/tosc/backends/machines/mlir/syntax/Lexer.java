package org.tosc.backends.machines.mlir.syntax;

import java.util.List;
import org.tosc.backends.machines.mlir.syntax.Token.Kind;

/// Cuts words and signs from any offset of a text. It keeps no state, so that a reader can go back,
/// or begin in the middle of a word: `4x8xf32` is `4`, then `x8xf32`, until a shape is read.
final class Lexer {
  private static final List<String> LONG_SIGNS = List.of("{-#", "#-}", "->", "::", "...");

  private final String text;

  Lexer(String text) {
    this.text = text;
  }

  private char at(int offset) {
    return offset < text.length() ? text.charAt(offset) : '\0';
  }

  /// The first word or sign that begins at the offset or behind it.
  Token next(int from) {
    int start = skipBlanks(from);
    if (start >= text.length()) {
      return new Token(Kind.END, text.length(), text.length());
    }
    char c = at(start);
    if (isLetter(c) || c == '_') {
      return new Token(Kind.WORD, start, wordEnd(start));
    }
    if (isDigit(c)) {
      return number(start);
    }
    return switch (c) {
      case '"' -> new Token(Kind.STRING, start, stringEnd(start));
      case '%' -> prefixed(Kind.VALUE, start);
      case '^' -> prefixed(Kind.LABEL, start);
      case '!' -> prefixed(Kind.BANG, start);
      case '@' ->
          at(start + 1) == '"'
              ? new Token(Kind.SYMBOL, start, stringEnd(start + 1))
              : prefixed(Kind.SYMBOL, start);
      case '#' -> at(start + 1) == '-' ? sign(start) : prefixed(Kind.HASH, start);
      default -> sign(start);
    };
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
        at++;
      } else if (c == '/' && at(at + 1) == '/') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        return at;
      }
    }
    return at;
  }

  private Token sign(int start) {
    for (String sign : LONG_SIGNS) {
      if (text.startsWith(sign, start)) {
        return new Token(Kind.SIGN, start, start + sign.length());
      }
    }
    return new Token(Kind.SIGN, start, start + Character.charCount(text.codePointAt(start)));
  }

  private Token prefixed(Kind kind, int start) {
    int end = start + 1;
    if (isDigit(at(end))) {
      while (isDigit(at(end))) {
        end++;
      }
    } else {
      while (isSuffix(at(end))) {
        end++;
      }
    }
    return new Token(end == start + 1 ? Kind.SIGN : kind, start, end);
  }

  private int wordEnd(int start) {
    int end = start;
    while (isLetter(at(end)) || isDigit(at(end)) || "_$.".indexOf(at(end)) >= 0) {
      end++;
    }
    return end;
  }

  private int stringEnd(int start) {
    int end = start + 1;
    while (end < text.length() && at(end) != '"' && at(end) != '\n') {
      end += at(end) == '\\' ? 2 : 1;
    }
    return Math.min(at(end) == '"' ? end + 1 : end, text.length());
  }

  private Token number(int start) {
    int end = start;
    if (at(start) == '0' && at(start + 1) == 'x' && isHex(at(start + 2))) {
      end = start + 2;
      while (isHex(at(end))) {
        end++;
      }
      return new Token(Kind.INTEGER, start, end);
    }
    while (isDigit(at(end))) {
      end++;
    }
    if (at(end) != '.') {
      return new Token(Kind.INTEGER, start, end);
    }
    end++;
    while (isDigit(at(end))) {
      end++;
    }
    int exponent = end + 1;
    if (at(exponent) == '+' || at(exponent) == '-') {
      exponent++;
    }
    if ((at(end) == 'e' || at(end) == 'E') && isDigit(at(exponent))) {
      end = exponent;
      while (isDigit(at(end))) {
        end++;
      }
    }
    return new Token(Kind.FLOAT, start, end);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isSuffix(char c) {
    return c != '\0' && (isLetter(c) || isDigit(c) || "$._-".indexOf(c) >= 0);
  }
}
