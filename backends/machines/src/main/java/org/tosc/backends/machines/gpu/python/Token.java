package org.tosc.backends.machines.gpu.python;

/// A word or sign, or what stands for the layout.
///
/// @param text as it is written; empty for layout
/// @param start offset of its first character
record Token(Kind kind, String text, int start, int end) {
  enum Kind {
    NAME,
    NUMBER,
    TEXT,
    SIGN,
    NEWLINE,
    INDENT,
    DEDENT,
    END
  }

  boolean is(String other) {
    return (kind == Kind.SIGN || kind == Kind.NAME) && text.equals(other);
  }

  /// In words, for messages.
  String describe() {
    return switch (kind) {
      case NAME, NUMBER, SIGN -> "`" + text + "`";
      case TEXT -> "a text";
      case NEWLINE -> "the end of the line";
      case INDENT -> "an indented line";
      case DEDENT -> "the end of the block";
      case END -> "the end of the file";
    };
  }
}
