package org.tosc.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names beyond ASCII, against the JDK's general categories: a name starts with a letter and goes
/// on with letters, marks and digits.
class UnicodeNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"π", "naïve", "e\u0301t\u0301", "日本語", "𝑥", "𝑥𝟙", "x१२", "Ⅳ", "ª", "_ß"})
  void areOneToken(String name) {
    List<Token> tokens = tokens(name);
    assertEquals(PseudocodeLexer.IDENT, tokens.getFirst().getType());
    assertEquals(name, tokens.getFirst().getText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0301", "१", "😀", "∑", "€"})
  void doNotStartWithOtherCharacters(String text) {
    assertEquals(PseudocodeLexer.UNKNOWN, tokens(text).getFirst().getType());
  }

  @Test
  void everyCodePointIsALetterWhereTheJdkSaysSo() {
    IntStream.rangeClosed(0x80, 0x2FFFF)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .forEach(
            c -> {
              boolean letter =
                  Character.isLetter(c) || Character.getType(c) == Character.LETTER_NUMBER;
              SourceChars chars = new SourceChars(Character.toString(c));
              assertEquals(letter, chars.LA(1) == 0xAA, () -> "U+" + Integer.toHexString(c));
            });
  }

  private static List<Token> tokens(String text) {
    PseudocodeLexer lexer = new PseudocodeLexer(new SourceChars(text));
    lexer.removeErrorListeners();
    return lexer.getAllTokens().stream().map(t -> (Token) t).toList();
  }
}
