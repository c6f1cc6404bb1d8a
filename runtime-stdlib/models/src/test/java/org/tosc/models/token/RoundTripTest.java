package org.tosc.models.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.models.token.split.SplitPattern;
import org.tosc.models.token.train.BpeTrainer;

/// `decode(encode(s)) = s`; [RoundTripCampaign] has the long form.
final class RoundTripTest {
  private static final int TEXTS = 10_000;

  @ParameterizedTest
  @EnumSource(SplitPattern.class)
  void bytesComeBackWhateverCutsThem(SplitPattern pattern) {
    RandomTexts corpus = new RandomTexts(1);
    StringBuilder text = new StringBuilder("the tokenizer tokenizes the tokens of the text ");
    for (int i = 0; i < 300; i++) {
      text.append(corpus.next()).append("the tokens ");
    }
    String sound = RoundTrip.replaced(text.toString());
    check(
        BpeTrainer.train(List.of(sound), pattern, 700, List.of("<s>", "<|im_start|>")).tokenizer(),
        TEXTS / SplitPattern.values().length);
  }

  @Test
  void bytesOfAFileComeBack() {
    check(JsonVectors.tokenizer("bytes"), TEXTS);
  }

  /// All but `▁`, which is a space there.
  @Test
  void charactersComeBack() {
    check(JsonVectors.tokenizer("sentencepiece"), TEXTS, "▁");
  }

  private static void check(Tokenizer tokenizer, int count) {
    check(tokenizer, count, "(no text has this)");
  }

  private static void check(Tokenizer tokenizer, int count, String leftOut) {
    RandomTexts texts = new RandomTexts(2);
    for (int i = 0; i < count; i++) {
      String text = texts.next().replace(leftOut, "");
      assertNull(RoundTrip.fault(tokenizer, text), () -> "«" + text + "»");
    }
  }

  /// Tokens that no text becomes: bytes that are no UTF-8, begun and broken off anywhere.
  @Test
  void streamsOfAnyTokensAreTheWholeText() {
    Tokenizer tokenizer = JsonVectors.tokenizer("bytes");
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < TEXTS; i++) {
      int[] ids = random.ints(random.nextInt(12), 2, tokenizer.vocabulary().size()).toArray();
      String decoded = tokenizer.decode(ids);
      assertEquals(decoded, RoundTrip.streamed(tokenizer, ids));
      assertEquals(whole(tokenizer, ids), decoded);
    }
  }

  /// All bytes at once, by the JDK.
  private static String whole(Tokenizer tokenizer, int[] ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int id : ids) {
      bytes.writeBytes(tokenizer.piece(id, false));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
