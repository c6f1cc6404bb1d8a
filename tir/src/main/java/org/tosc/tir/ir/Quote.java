package org.tosc.tir.ir;

/// The one place that writes strings and symbols of the text form; [org.tosc.tir.text] reads them.
public final class Quote {
  private Quote() {}

  /// `"text"` with `\n \t \r \\ \"`; other control characters and lone surrogates become code-point
  /// escapes in braces.
  public static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> append(out, c));
    return out.append('"').toString();
  }

  /// `@name`, quoted where the name is not made of letters, digits, `_`, `.`, `$`, `<`, `>`.
  public static String symbol(String name) {
    return isPlain(name) ? "@" + name : "@" + quote(name);
  }

  public static boolean isPlain(String name) {
    return !name.isEmpty() && name.chars().allMatch(Quote::isSymbolPart);
  }

  public static boolean isSymbolPart(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.'
        || c == '$';
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      case '\r' -> out.append("\\r");
      case '\\' -> out.append("\\\\");
      case '"' -> out.append("\\\"");
      default -> {
        boolean plain = c >= 0x20 && c != 0x7f && !(c >= 0xD800 && c <= 0xDFFF);
        if (plain) {
          out.appendCodePoint(c);
        } else {
          out.append("\\u{").append(Integer.toHexString(c)).append('}');
        }
      }
    }
  }
}
