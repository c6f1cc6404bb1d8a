package org.tosc.backends.snitch.asm;

/// A word or sign of a line.
///
/// @param text as it is written; of strings, what they stand for, a character for each byte
/// @param start where it begins in the source
/// @param end where the next character is
record Token(Kind kind, String text, int start, int end) {
  enum Kind {
    /// A symbol, register, mnemonic or directive.
    NAME,
    /// An integer, whole.
    INTEGER,
    /// A number with a fraction or exponent.
    REAL,
    /// A numeric label with a direction: `1f`.
    NUMERIC,
    STRING,
    /// `%hi`.
    MODIFIER,
    SIGN,
    /// The end of a statement.
    END
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }
}
