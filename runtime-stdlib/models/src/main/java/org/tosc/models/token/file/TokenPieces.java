package org.tosc.models.token.file;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.tosc.models.token.Pieces;
import org.tosc.models.token.Vocabulary;
import org.tosc.models.token.subword.ByteLetters;
import org.tosc.models.token.subword.WordPiece;

/// What tokens are as text, by how their vocabulary writes them.
final class TokenPieces {
  /// U+2581, which SentencePiece writes for a space.
  static final String SPACE_MARK = "▁";

  /// What goes where words are put together, and what comes in its place (`clean_up_tokenization`
  /// of Hugging Face). It looks at one token at a time.
  private static final String[][] ENGLISH = {
    {" .", "."},
    {" ?", "?"},
    {" !", "!"},
    {" ,", ","},
    {" ' ", "'"},
    {" n't", "n't"},
    {" 'm", "'m"},
    {" do not", " don't"},
    {" 's", "'s"},
    {" 've", "'ve"},
    {" 're", "'re"},
  };

  private TokenPieces() {}

  /// Letters stand for bytes. Added tokens, and those that are not of such letters, are themselves.
  static Pieces ofBytes(Vocabulary vocabulary) {
    return table(
        vocabulary,
        false,
        id ->
            switch (vocabulary.kind(id)) {
              case NORMAL, UNUSED -> letters(vocabulary.text(id));
              case UNKNOWN, CONTROL, USER_DEFINED, BYTE -> utf8(vocabulary.text(id));
            });
  }

  private static byte[] letters(String text) {
    byte[] bytes = ByteLetters.bytes(text);
    return bytes == null ? utf8(text) : bytes;
  }

  /// `▁` is a space, and `<0x0A>` a byte.
  ///
  /// @param dropsLeadingSpace whether the tokenizer has put a space before the text
  static Pieces ofSentences(Vocabulary vocabulary, boolean dropsLeadingSpace) {
    int[] bytes = new int[vocabulary.size()];
    int[] byteTokens = vocabulary.byteTokens();
    for (int b = 0; b < byteTokens.length; b++) {
      if (byteTokens[b] != Vocabulary.NONE) {
        bytes[byteTokens[b]] = b;
      }
    }
    return table(
        vocabulary,
        dropsLeadingSpace,
        id ->
            switch (vocabulary.kind(id)) {
              case NORMAL, UNUSED -> utf8(vocabulary.text(id).replace(SPACE_MARK, " "));
              case UNKNOWN, CONTROL, USER_DEFINED -> utf8(vocabulary.text(id));
              case BYTE -> new byte[] {(byte) bytes[id]};
            });
  }

  /// A space before each word. The text that a model read is not to be had from its words.
  ///
  /// @param isCleaned whether there is no space before a point, and a few others, of English
  static Pieces ofWords(Vocabulary vocabulary, WordPiece.Marks marks, boolean isCleaned) {
    return table(
        vocabulary,
        true,
        id -> {
          String text = vocabulary.text(id);
          boolean isMarked = text.startsWith(marks.mark());
          String plain = isMarked ? text.substring(marks.mark().length()) : text;
          boolean isBeginning = isMarked == (marks == WordPiece.Marks.BEGINNINGS);
          boolean isWord = isBeginning || !vocabulary.kind(id).isText();
          String piece = isWord ? " " + plain : plain;
          return utf8(isCleaned ? cleaned(piece) : piece);
        });
  }

  private static String cleaned(String piece) {
    String clean = piece;
    for (String[] change : ENGLISH) {
      clean = clean.replace(change[0], change[1]);
    }
    return clean;
  }

  private static Pieces table(
      Vocabulary vocabulary, boolean dropsLeadingSpace, IntFunction<byte[]> piece) {
    byte[][] bytes = new byte[vocabulary.size()][];
    for (int id = 0; id < bytes.length; id++) {
      bytes[id] = piece.apply(id);
    }
    return new Pieces(bytes, dropsLeadingSpace);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
