package org.tosc.frontend.neuro.format;

/// What a layout is made of.
sealed interface Piece {
  /// Words, signs and comments inside a line.
  record Text(String text) implements Piece {}

  /// A line break where the group around it breaks, otherwise `flat`.
  record Line(String flat) implements Piece {}

  /// A line break in any case, perhaps with an empty line.
  record Hard(boolean blank) implements Piece {}

  /// A comment that reaches to the end of its line, behind what stands there.
  record Trailing(String text) implements Piece {}

  /// A text where the group breaks.
  record IfBroken(String text) implements Piece {}

  /// Pieces up to the matching [Mark#END] break all or not at all.
  enum Mark implements Piece {
    BEGIN,
    END,
    INDENT,
    DEDENT
  }
}
