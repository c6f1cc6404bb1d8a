package org.tosc.models.token.split;

import java.util.List;
import java.util.regex.Pattern;

/// Patterns of the simple cuts that `tokenizer.json` has names for.
public final class WordPatterns {
  /// `char::is_ascii_punctuation` of Rust, and Unicode's categories `P*`.
  public static final Pattern PUNCTUATION = compiled("[\\p{P}!-/:-@\\[-`{-~]");

  public static final Pattern WHITE_SPACE = compiled("\\s");

  /// Unicode's categories `N*`.
  public static final Pattern DIGIT = compiled("\\p{N}");

  /// Runs of word characters, and runs of what is neither word nor space.
  public static final Pattern WORD = compiled("\\w+|[^\\w\\s]+");

  /// White space goes, and punctuation is on its own.
  public static final Splitter BERT =
      new Splitter(
          List.of(new Split(WHITE_SPACE, Behaviour.REMOVED, false), Split.isolated(PUNCTUATION)));

  private WordPatterns() {}

  private static Pattern compiled(String pattern) {
    return Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS);
  }
}
