package org.tosc.models.generate;

import java.util.Arrays;

/// Texts as tokens.
final class Tokens {
  private Tokens() {}

  /// A text with one more token.
  static int[] appended(int[] text, int token) {
    int[] more = Arrays.copyOf(text, text.length + 1);
    more[text.length] = token;
    return more;
  }
}
