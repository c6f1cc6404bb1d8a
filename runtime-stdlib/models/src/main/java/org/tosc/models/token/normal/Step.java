package org.tosc.models.token.normal;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.tosc.models.token.WhiteSpace;

/// A change of a text.
public sealed interface Step {
  String apply(String text, boolean isAtStart);

  /// A normal form of Unicode.
  record Form(java.text.Normalizer.Form form) implements Step {
    @Override
    public String apply(String text, boolean isAtStart) {
      return NormalForm.of(text, form);
    }
  }

  /// Characters in lower case, each for itself: a final sigma is as any other.
  record LowerCase() implements Step {
    /// U+0130, the only character whose lower case is two (SpecialCasing.txt).
    private static final int CAPITAL_I_WITH_DOT = 0x130;

    @Override
    public String apply(String text, boolean isAtStart) {
      StringBuilder out = new StringBuilder(text.length());
      text.codePoints()
          .forEach(
              c -> {
                if (c == CAPITAL_I_WITH_DOT) {
                  out.append("i\u0307");
                } else {
                  out.appendCodePoint(Character.toLowerCase(c));
                }
              });
      return out.toString();
    }
  }

  /// Leaves characters out.
  record Without(IntPredicate characters) implements Step {
    @Override
    public String apply(String text, boolean isAtStart) {
      return text.codePoints()
          .filter(characters.negate())
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    }
  }

  /// Puts other text in the place of some text.
  record Replace(String from, String to) implements Step {
    @Override
    public String apply(String text, boolean isAtStart) {
      return text.replace(from, to);
    }
  }

  /// Puts text in the place of a published pattern's matches.
  record ReplacePattern(Pattern from, String to) implements Step {
    @Override
    public String apply(String text, boolean isAtStart) {
      return from.matcher(text).replaceAll(java.util.regex.Matcher.quoteReplacement(to));
    }
  }

  /// Puts text before each text that is not empty.
  record Prepend(String text) implements Step {
    @Override
    public String apply(String before, boolean isAtStart) {
      return before.isEmpty() ? before : text + before;
    }
  }

  /// Puts a mark before a text that does not begin with it.
  ///
  /// @param onlyAtStart whether texts behind a token stay as they are
  record Begin(String mark, boolean onlyAtStart) implements Step {
    @Override
    public String apply(String text, boolean isAtStart) {
      boolean stays = text.isEmpty() || text.startsWith(mark) || (onlyAtStart && !isAtStart);
      return stays ? text : mark + text;
    }
  }

  /// Leaves white space at the ends out.
  record Strip(boolean left, boolean right) implements Step {
    @Override
    public String apply(String text, boolean isAtStart) {
      int begin = 0;
      int end = text.length();
      while (left && begin < end && WhiteSpace.is(text.charAt(begin))) {
        begin++;
      }
      while (right && begin < end && WhiteSpace.is(text.charAt(end - 1))) {
        end--;
      }
      return text.substring(begin, end);
    }
  }

  /// A table of replacements from a SentencePiece model.
  record Table(Charsmap map) implements Step {
    @Override
    public String apply(String text, boolean isAtStart) {
      return map.apply(text);
    }
  }

  /// Spaces at the ends are left out, and several in a row are one (`remove_extra_whitespaces`).
  record SingleSpaces() implements Step {
    private static final Pattern ENDS = Pattern.compile("^ +|(?<! ) +\\z");
    private static final Pattern RUN = Pattern.compile(" {2,}");

    @Override
    public String apply(String text, boolean isAtStart) {
      return RUN.matcher(ENDS.matcher(text).replaceAll("")).replaceAll(" ");
    }
  }

  /// Each character of white space as a space.
  record Spaces() implements Step {
    @Override
    public String apply(String text, boolean isAtStart) {
      StringBuilder out = new StringBuilder(text);
      for (int i = 0; i < out.length(); i++) {
        if (WhiteSpace.is(out.charAt(i))) {
          out.setCharAt(i, ' ');
        }
      }
      return out.toString();
    }
  }

  /// Spaces around some characters.
  record Isolate(IntPredicate characters) implements Step {
    @Override
    public String apply(String text, boolean isAtStart) {
      StringBuilder out = new StringBuilder(text.length());
      text.codePoints()
          .forEach(
              c -> {
                if (characters.test(c)) {
                  out.append(' ').appendCodePoint(c).append(' ');
                } else {
                  out.appendCodePoint(c);
                }
              });
      return out.toString();
    }
  }
}
