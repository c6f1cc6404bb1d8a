package org.tosc.grammar;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/// A text as ANTLR reads it: it sees code points, but every index counts Java chars, so that a
/// token's place needs no conversion. (ANTLR's own streams count code points.)
///
/// Beyond ASCII the lexer sees one letter, U+00AA, for all letters (general categories L and Nl)
/// and one mark, U+0300, for all that only continues a name (Mn, Mc and Nd). The text itself stays
/// as it is.
final class SourceChars implements CharStream {
  private static final int ASCII_END = 0x80;
  private static final int ANY_LETTER = 0xAA;
  private static final int ANY_MARK = 0x300;

  private final String text;
  private int at;

  SourceChars(String text) {
    this.text = text;
  }

  @Override
  public void consume() {
    if (at >= text.length()) {
      throw new IllegalStateException("cannot consume the end of file");
    }
    at += Character.charCount(text.codePointAt(at));
  }

  @Override
  public int LA(int offset) {
    int index = offset > 0 ? at + offset - 1 : at + offset;
    if (offset == 0 || index < 0) {
      return 0;
    }
    if (index >= text.length()) {
      return IntStream.EOF;
    }
    char unit = text.charAt(index);
    return unit < ASCII_END ? unit : representative(text.codePointAt(index));
  }

  private static int representative(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.LETTER_NUMBER ->
          ANY_LETTER;
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER ->
          ANY_MARK;
      default -> codePoint;
    };
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return at;
  }

  @Override
  public void seek(int index) {
    at = Math.min(index, text.length());
  }

  @Override
  public int size() {
    return text.length();
  }

  @Override
  public String getSourceName() {
    return IntStream.UNKNOWN_SOURCE_NAME;
  }

  @Override
  public String getText(Interval interval) {
    int start = Math.min(interval.a, text.length());
    int stop = Math.clamp(interval.b + 1L, start, text.length());
    return text.substring(start, stop);
  }

  @Override
  public String toString() {
    return text;
  }
}
