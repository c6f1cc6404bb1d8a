package org.tosc.models.token;

/// Strings of Java may have halves of surrogate pairs, which are no characters and have no UTF-8.
final class Surrogates {
  private static final char REPLACEMENT = '\uFFFD';

  private Surrogates() {}

  /// The text with U+FFFD for each half without its other half.
  static String replaced(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isHalf(text, i)) {
        return replacedFrom(text, i);
      }
    }
    return text;
  }

  private static String replacedFrom(String text, int first) {
    StringBuilder out = new StringBuilder(text);
    for (int i = first; i < text.length(); i++) {
      if (isHalf(text, i)) {
        out.setCharAt(i, REPLACEMENT);
      }
    }
    return out.toString();
  }

  private static boolean isHalf(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
