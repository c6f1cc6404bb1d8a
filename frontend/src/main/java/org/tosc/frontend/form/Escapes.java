package org.tosc.frontend.form;

/// The meaning of backslashes in string literals.
public final class Escapes {
  private Escapes() {}

  /// The text that the characters `[start, end)` of a literal stand for. An escape that does not
  /// exist stands for its character; the grammar has reported it.
  public static String decode(String source, int start, int end) {
    if (source.indexOf('\\', start, end) < 0) {
      return source.substring(start, end);
    }
    StringBuilder text = new StringBuilder(end - start);
    int at = start;
    while (at < end) {
      char c = source.charAt(at);
      if (c != '\\' || at + 1 >= end) {
        text.append(c);
        at++;
      } else {
        at = escape(source, at + 1, end, text);
      }
    }
    return text.toString();
  }

  /// Appends what the escape whose letter is at `at` means; gives the offset after it.
  private static int escape(String source, int at, int end, StringBuilder text) {
    char letter = source.charAt(at);
    switch (letter) {
      case 'n' -> text.append('\n');
      case 't' -> text.append('\t');
      case 'r' -> text.append('\r');
      case '0' -> text.append('\0');
      case 'u' -> {
        return unicode(source, at, end, text);
      }
      default -> text.append(letter);
    }
    return at + 1;
  }

  private static int unicode(String source, int at, int end, StringBuilder text) {
    int close = source.indexOf('}', at, end);
    if (at + 1 >= end || source.charAt(at + 1) != '{' || close < 0) {
      text.append('u');
      return at + 1;
    }
    try {
      text.appendCodePoint(Integer.parseInt(source, at + 2, close, 16));
    } catch (IllegalArgumentException notACodePoint) {
      text.append('\uFFFD');
    }
    return close + 1;
  }
}
