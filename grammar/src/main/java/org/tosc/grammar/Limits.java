package org.tosc.grammar;

/// What a source text may have at most. Each limit ends in a positioned fault.
public final class Limits {
  /// Chars of a file.
  public static final int CHARS = 32 << 20;

  /// Tokens of a file.
  public static final int TOKENS = 2_000_000;

  /// Chars of one literal, name or comment.
  public static final int LITERAL = 1 << 20;

  /// Blocks, brackets and prefix operators inside one another. The parser descends for each, and
  /// must get by with a stack of 512 KiB.
  public static final int NESTING = 256;

  /// Levels of an expression's tree: `a + a + …` has one for each operator.
  public static final int LEVELS = 1_000;

  /// Faults that are reported for one file.
  public static final int FAULTS = 100;

  private Limits() {}
}
