package org.tosc.rt.builtin;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// Reads JSON (RFC 8259). Integers that fit 64 bits are ints, all other numbers floats; of equal
/// keys the last wins. Errors name line and column; nesting is limited to [Copies#MAX_DEPTH].
final class JsonParser {
  private final String s;
  private int at;
  private int depth;

  private JsonParser(String s) {
    this.s = s;
  }

  static @Nullable Object parse(String text) {
    JsonParser parser = new JsonParser(text);
    parser.skipSpace();
    Object value = parser.value();
    parser.skipSpace();
    if (parser.at < text.length()) {
      throw parser.expected("the end");
    }
    return value;
  }

  private @Nullable Object value() {
    return switch (peek()) {
      case '{' -> nested(true);
      case '[' -> nested(false);
      case '"' -> Text.of(string());
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Object nested(boolean dict) {
    if (++depth > Copies.MAX_DEPTH) {
      throw error("nested more than " + Copies.MAX_DEPTH + " deep");
    }
    at++;
    skipSpace();
    Object made = dict ? dict() : list();
    depth--;
    return made;
  }

  private DictValue dict() {
    DictValue dict = new DictValue();
    if (peek() == '}') {
      at++;
      return dict;
    }
    while (true) {
      if (peek() != '"') {
        throw expected("a key in quotes");
      }
      Text key = Text.of(string());
      skipSpace();
      take(':', "`:`");
      skipSpace();
      dict.put(key, value());
      skipSpace();
      if (peek() == '}') {
        at++;
        return dict;
      }
      take(',', "`,` or `}`");
      skipSpace();
    }
  }

  private ListValue list() {
    ListValue list = new ListValue();
    if (peek() == ']') {
      at++;
      return list;
    }
    while (true) {
      list.add(value());
      skipSpace();
      if (peek() == ']') {
        at++;
        return list;
      }
      take(',', "`,` or `]`");
      skipSpace();
    }
  }

  private @Nullable Object word(String word, @Nullable Object meaning) {
    if (!s.startsWith(word, at)) {
      throw expected("a value");
    }
    at += word.length();
    return meaning;
  }

  private Object number() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    int first = at;
    digits();
    if (at - first > 1 && s.charAt(first) == '0') {
      at = first;
      throw error("a number does not begin with 0 followed by digits");
    }
    boolean integer = true;
    if (peek() == '.') {
      at++;
      digits();
      integer = false;
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
      integer = false;
    }
    return number(s.substring(start, at), integer);
  }

  private static Object number(String digits, boolean integer) {
    // Nineteen characters may or may not fit 64 bits; -0 is the float, as an int it would lose its
    // sign.
    if (integer && digits.length() <= 20 && !digits.equals("-0")) {
      try {
        return Long.valueOf(digits);
      } catch (NumberFormatException _) {
        return Double.valueOf(digits);
      }
    }
    return Double.valueOf(digits);
  }

  private void digits() {
    int from = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == from) {
      throw expected(
          from == 0 || "0123456789-.+eE".indexOf(s.charAt(from - 1)) < 0 ? "a value" : "a digit");
    }
  }

  private String string() {
    int from = ++at;
    int end = from;
    while (end < s.length() && s.charAt(end) != '"' && s.charAt(end) != '\\') {
      if (s.charAt(end) < ' ') {
        at = end;
        throw error("a control character in a string is written as an escape");
      }
      end++;
    }
    at = end;
    if (peek() == '"') {
      at++;
      return s.substring(from, end);
    }
    StringBuilder out = new StringBuilder(s.substring(from, end));
    while (peek() != '"') {
      character(out);
    }
    at++;
    return out.toString();
  }

  private void character(StringBuilder out) {
    char c = peek();
    if (c == END && at >= s.length()) {
      throw expected("`\"`");
    }
    if (c < ' ') {
      throw error("a control character in a string is written as an escape");
    }
    at++;
    if (c != '\\') {
      out.append(c);
      return;
    }
    char escape = peek();
    at++;
    switch (escape) {
      case '"', '\\', '/' -> out.append(escape);
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> unicode(out);
      default -> {
        at--;
        throw expected("one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
      }
    }
  }

  private void unicode(StringBuilder out) {
    int start = at - 2;
    char unit = hex();
    if (Character.isHighSurrogate(unit) && s.startsWith("\\u", at)) {
      at += 2;
      char low = hex();
      if (Character.isLowSurrogate(low)) {
        out.append(unit).append(low);
        return;
      }
    }
    if (Character.isSurrogate(unit)) {
      at = start;
      throw error("\\u" + Integer.toHexString(unit) + " is half of a surrogate pair");
    }
    out.append(unit);
  }

  private char hex() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw expected("four hexadecimal digits");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  private static final char END = '\uFFFF';

  private char peek() {
    return at < s.length() ? s.charAt(at) : END;
  }

  private void take(char c, String what) {
    if (peek() != c) {
      throw expected(what);
    }
    at++;
  }

  private void skipSpace() {
    while (at < s.length() && " \t\n\r".indexOf(s.charAt(at)) >= 0) {
      at++;
    }
  }

  private GuestError expected(String what) {
    String found = at >= s.length() ? "the end" : Show.quote(Character.toString(s.codePointAt(at)));
    return error("expected " + what + ", found " + found);
  }

  private GuestError error(String what) {
    int line = 1;
    int start = 0;
    int end = Math.min(at, s.length());
    for (int i = 0; i < end; i++) {
      if (s.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    int column = s.codePointCount(start, end) + 1;
    return Errors.parse("JSON line " + line + ", column " + column + ": " + what);
  }
}
