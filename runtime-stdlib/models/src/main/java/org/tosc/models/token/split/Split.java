package org.tosc.models.token.split;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a text at the matches of a pattern. Nothing is lost except with [Behaviour#REMOVED].
///
/// @param isInverted whether what lies between matches counts as the match
public record Split(Pattern pattern, Behaviour behaviour, boolean isInverted) implements WordStep {
  /// Matches, and what lies between them, are words.
  public static Split isolated(Pattern pattern) {
    return new Split(pattern, Behaviour.ISOLATED, false);
  }

  @Override
  public void apply(String text, boolean isAtStart, Words out) {
    Cutter cutter = new Cutter(text, isAtStart, out);
    Matcher matcher = pattern.matcher(text);
    int at = 0;
    while (matcher.find()) {
      cutter.accept(at, matcher.start(), isInverted);
      cutter.accept(matcher.start(), matcher.end(), !isInverted);
      at = matcher.end();
    }
    cutter.accept(at, text.length(), isInverted);
    cutter.finish();
  }

  /// Takes matches and what lies between them from left to right.
  private final class Cutter {
    private final String text;
    private final boolean isAtStart;
    private final Words words;

    /// Where the word begins that may still become longer.
    private int begin;

    private int end;
    private boolean isAfterMatch;

    Cutter(String text, boolean isAtStart, Words words) {
      this.text = text;
      this.isAtStart = isAtStart;
      this.words = words;
    }

    void accept(int from, int to, boolean isMatch) {
      if (from == to) {
        return;
      }
      if (!joinsPrevious(isMatch)) {
        finish();
        begin = from;
      }
      end = to;
      isAfterMatch = isMatch;
      if (isMatch && behaviour == Behaviour.REMOVED) {
        begin = to;
      }
    }

    private boolean joinsPrevious(boolean isMatch) {
      return switch (behaviour) {
        case REMOVED, ISOLATED -> false;
        case MERGED_WITH_PREVIOUS -> isMatch && !isAfterMatch;
        case MERGED_WITH_NEXT -> !isMatch && isAfterMatch;
        case CONTIGUOUS -> isMatch == isAfterMatch;
      };
    }

    void finish() {
      if (end > begin) {
        words.accept(text.substring(begin, end), isAtStart && begin == 0);
      }
      begin = end;
    }
  }
}
