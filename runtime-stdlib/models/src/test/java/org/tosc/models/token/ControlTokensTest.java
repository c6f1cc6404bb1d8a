package org.tosc.models.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.models.token.split.SplitPattern;
import org.tosc.models.token.train.BpeTrainer;

/// Who writes control tokens: templates, and no user.
final class ControlTokensTest {
  private final Tokenizer tokenizer =
      BpeTrainer.train(
              List.of("<|user|> says <|user|><|end|> and <|end|>"),
              SplitPattern.GPT_2,
              300,
              List.of("<|end|>", "<|user|>", "<|user|>x"))
          .tokenizer();

  private static final EncodeOptions PARSED = new EncodeOptions(false, true);

  @Test
  void textOfAUserHasNone() {
    assertFalse(hasControl(tokenizer, "<|user|>hi<|end|>"));
  }

  @Test
  void longestIsFoundFirst() {
    assertArrayEquals(new int[] {1, 0}, tokenizer.encode("<|user|><|end|>", PARSED));
    assertArrayEquals(new int[] {2, 0}, tokenizer.encode("<|user|>x<|end|>", PARSED));
  }

  @Test
  void segmentsOfAPromptAreOneText() {
    List<Segment> prompt =
        List.of(Segment.control("<|user|>"), Segment.content("hi"), Segment.control("<|end|>"));
    assertArrayEquals(
        tokenizer.encode("<|user|>hi<|end|>", PARSED), tokenizer.encode(prompt, false));
  }

  @Test
  void contentCannotCompleteAControlToken() {
    List<Segment> prompt = List.of(Segment.control("<|us"), Segment.content("er|><|end|>"));
    for (int id : tokenizer.encode(prompt, false)) {
      assertFalse(tokenizer.vocabulary().kind(id) == TokenKind.CONTROL);
    }
  }

  @Test
  void decodedTextHasThemOnlyIfAskedFor() {
    int[] ids = tokenizer.encode("<|user|>hi<|end|>", PARSED);
    assertEquals("hi", tokenizer.decode(ids));
    assertEquals("<|user|>hi<|end|>", tokenizer.decode(ids, true));
  }

  /// In Llama's vocabulary `<`, `s>` and `<s>` are tokens, so merges by score alone would make one.
  @ParameterizedTest
  @ValueSource(
      strings = {"llama-spm", "phi-3", "gpt-2", "falcon", "refact", "starcoder", "bert-bge"})
  void noneComesOutOfPublishedVocabularies(String name) {
    Tokenizer published = Vectors.tokenizer(name);
    Vocabulary vocabulary = published.vocabulary();
    int count = 0;
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.kind(id) == TokenKind.CONTROL && !vocabulary.text(id).equals("[UNK]")) {
        String text = vocabulary.text(id);
        assertFalse(hasControl(published, "a " + text + "b") && !name.startsWith("bert"), text);
        int[] ids = published.encode(text, PARSED);
        assertTrue(Arrays.stream(ids).anyMatch(Integer.valueOf(id)::equals), text);
        count++;
      }
    }
    assertTrue(count > 0);
  }

  private static boolean hasControl(Tokenizer tokenizer, String text) {
    return Arrays.stream(tokenizer.encode(text, EncodeOptions.PLAIN))
        .anyMatch(id -> tokenizer.vocabulary().kind(id) == TokenKind.CONTROL);
  }
}
