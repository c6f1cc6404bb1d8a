package org.tosc.models.token.subword;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Bytes as letters, as byte-level vocabularies write them: bytes that are visible characters of
/// Latin-1 are themselves, and the others are the letters from U+0100 on, in their order. A space
/// is `Ġ`, a line feed `Ċ` (`bytes_to_unicode` in openai/gpt-2, `src/encoder.py`).
public final class ByteLetters {
  private static final String LETTERS = letters();

  private ByteLetters() {}

  private static String letters() {
    StringBuilder letters = new StringBuilder();
    char other = '\u0100';
    for (char c = 0; c < 256; c++) {
      letters.append(isVisible(c) ? c : other++);
    }
    return letters.toString();
  }

  private static boolean isVisible(char c) {
    return (c >= '!' && c <= '~') || (c >= '¡' && c <= '¬') || (c >= '®' && c <= 'ÿ');
  }

  public static char letter(byte b) {
    return LETTERS.charAt(b & 0xFF);
  }

  /// Text as letters for its bytes.
  public static String letters(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder letters = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      letters.append(letter(b));
    }
    return letters.toString();
  }

  /// The bytes that letters stand for, or null where one of them stands for none.
  public static byte @Nullable [] bytes(String letters) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(letters.length());
    for (int i = 0; i < letters.length(); i++) {
      char c = letters.charAt(i);
      int b = c < 256 && isVisible(c) ? c : LETTERS.indexOf(c);
      if (b < 0) {
        return null;
      }
      bytes.write(b);
    }
    return bytes.toByteArray();
  }
}
