package org.tosc.tir.text;

import org.tosc.tir.ir.Quote;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Cuts the text form into tokens on demand.
final class Scanner {
  /// What the text form does not allow, with its diagnostic.
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;

    Fault(Diagnostic diagnostic) {
      super(diagnostic.message(), null, false, false);
      this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
      return diagnostic;
    }
  }

  private final Source source;
  private final String text;
  private int at;

  Scanner(Source source) {
    this.source = source;
    this.text = source.text();
    skipSpace();
  }

  int offset() {
    return at;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  boolean looksAt(String token) {
    return text.startsWith(token, at)
        && !(isWord(token)
            && at + token.length() < text.length()
            && isWordPart(text.charAt(at + token.length())));
  }

  boolean accept(String token) {
    if (!looksAt(token)) {
      return false;
    }
    at += token.length();
    skipSpace();
    return true;
  }

  void expect(String token) throws Fault {
    if (!accept(token)) {
      throw fault("expected `" + token + "`, found " + found());
    }
  }

  /// A name: letters, digits, `_`, `.`, `$`.
  String word(String what) throws Fault {
    int start = at;
    while (at < text.length() && isWordPart(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw fault("expected " + what + ", found " + found());
    }
    String word = text.substring(start, at);
    skipSpace();
    return word;
  }

  /// `@name` or `@"any text"`.
  String symbol() throws Fault {
    if (at >= text.length() || text.charAt(at) != '@') {
      throw fault("expected a symbol, found " + found());
    }
    at++;
    return looksAt("\"") ? string() : word("a symbol's name");
  }

  /// A value's number: `%12` gives 12.
  int value() throws Fault {
    if (!looksAt("%")) {
      throw fault("expected a value such as %0, found " + found());
    }
    at++;
    String digits = word("a value's number");
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException notANumber) {
      throw fault("expected a value's number, found `" + digits + "`");
    }
  }

  /// An integer or float literal as it stands.
  String number() throws Fault {
    int start = at;
    if (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    while (at < text.length() && isNumberPart(start)) {
      at++;
    }
    if (at == start) {
      throw fault("expected a number, found " + found());
    }
    String literal = text.substring(start, at);
    skipSpace();
    return literal;
  }

  String string() throws Fault {
    if (!looksAt("\"")) {
      throw fault("expected a string, found " + found());
    }
    StringBuilder out = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != '"'; ) {
      char c = text.charAt(at++);
      if (c == '\\') {
        escape(out);
      } else {
        out.append(c);
      }
    }
    if (atEnd()) {
      throw fault("the string does not end");
    }
    at++;
    skipSpace();
    return out.toString();
  }

  Fault fault(String message) {
    return faultAt(at, message);
  }

  Fault faultAt(int offset, String message) {
    return new Fault(
        Diagnostic.of(
            Code.E0701, source.span(offset, Math.min(offset + 1, text.length())), message));
  }

  boolean looksAtWord() {
    return at < text.length() && isWordPart(text.charAt(at));
  }

  private void escape(StringBuilder out) throws Fault {
    if (atEnd()) {
      throw fault("the string does not end");
    }
    char c = text.charAt(at++);
    switch (c) {
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case 'r' -> out.append('\r');
      case '\\', '"' -> out.append(c);
      case 'u' -> codePoint(out);
      default ->
          throw faultAt(
              at - 2, "expected one of \\n \\t \\r \\\\ \\\" or a code point in braces after `\\`");
    }
  }

  private void codePoint(StringBuilder out) throws Fault {
    int start = at;
    int close = text.indexOf('}', at);
    if (!text.startsWith("{", at) || close < 0 || close - at > 7) {
      throw faultAt(start, "expected a code point in braces");
    }
    try {
      out.appendCodePoint(Integer.parseInt(text.substring(at + 1, close), 16));
    } catch (IllegalArgumentException notACodePoint) {
      throw faultAt(start, "expected a hexadecimal code point up to 10FFFF");
    }
    at = close + 1;
  }

  private boolean isNumberPart(int start) {
    char c = text.charAt(at);
    boolean signAfterExponent =
        (c == '-' || c == '+')
            && at > start
            && (text.charAt(at - 1) == 'E' || text.charAt(at - 1) == 'e');
    return signAfterExponent || c == '.' || Character.isLetterOrDigit(c);
  }

  private String found() {
    if (atEnd()) {
      return "the end of the text";
    }
    int end = at;
    while (end < text.length() && end - at < 20 && isWordPart(text.charAt(end))) {
      end++;
    }
    return "`" + text.substring(at, Math.max(end, text.offsetByCodePoints(at, 1))) + "`";
  }

  private void skipSpace() {
    while (at < text.length()) {
      if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else {
        return;
      }
    }
  }

  private static boolean isWord(String token) {
    return isWordPart(token.charAt(token.length() - 1));
  }

  private static boolean isWordPart(char c) {
    return Quote.isSymbolPart(c);
  }
}
