package org.tosc.models.token.normal;

import java.text.Normalizer;

/// Normal forms of Unicode in time that is in proportion to the text.
final class NormalForm {
  /// Marks in a row are sorted, each by a walk over those before it, so a text of a million marks
  /// would take hours. A longer run is normalised in parts; Unicode's own limit for such purposes
  /// is 30 (UAX #15, Stream-Safe Text Format).
  private static final int LONGEST_RUN = 1000;

  private NormalForm() {}

  static String of(String text, Normalizer.Form form) {
    StringBuilder out = new StringBuilder(text.length());
    int begin = 0;
    int run = 0;
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      run = isMark(c) ? run + 1 : 0;
      at += Character.charCount(c);
      if (run == LONGEST_RUN) {
        out.append(Normalizer.normalize(text.substring(begin, at), form));
        begin = at;
        run = 0;
      }
    }
    return out.append(Normalizer.normalize(text.substring(begin), form)).toString();
  }

  /// Characters with a combining class are marks.
  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }
}
