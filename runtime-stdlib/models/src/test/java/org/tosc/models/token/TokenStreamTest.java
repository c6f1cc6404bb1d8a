package org.tosc.models.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.models.token.subword.ByteLetters;

/// When text comes out of a stream. That it is the right text, [RoundTripTest] says.
final class TokenStreamTest {
  private final Tokenizer tokenizer = JsonVectors.tokenizer("bytes");

  /// What each byte of some bytes makes come out, and the end.
  private List<String> texts(byte... bytes) {
    TokenStream stream = tokenizer.stream();
    List<String> texts = new ArrayList<>();
    for (byte b : bytes) {
      texts.add(stream.accept(tokenizer.vocabulary().find(String.valueOf(ByteLetters.letter(b)))));
    }
    texts.add(stream.finish());
    return texts;
  }

  @Test
  void charactersComeWhenTheyAreWhole() {
    assertEquals(
        List.of("a", "", "é", "", "", "", "😀", ""),
        texts("aé😀".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsBegunComesAtTheEnd() {
    assertEquals(List.of("", "", "�"), texts((byte) 0xE4, (byte) 0xBD));
  }

  @Test
  void brokenCharactersComeWhenTheNextBegins() {
    assertEquals(List.of("", "", "�a", ""), texts((byte) 0xE4, (byte) 0xBD, (byte) 'a'));
    assertEquals(List.of("�", "�", ""), texts((byte) 0xBD, (byte) 0xFF));
  }

  @Test
  void spaceThatTheTokenizerPutThereIsLeftOut() {
    Tokenizer sentences = JsonVectors.tokenizer("sentencepiece");
    TokenStream stream = sentences.stream();
    StringBuilder text = new StringBuilder();
    for (int id : sentences.encode("  the model", EncodeOptions.FRAMED)) {
      text.append(stream.accept(id));
    }
    assertEquals("  the model", text + stream.finish());
  }

  @Test
  void unknownIdsAreRefused() {
    assertThrows(IndexOutOfBoundsException.class, () -> tokenizer.stream().accept(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> tokenizer.decode(new int[] {1 << 20}));
  }
}
