package org.tosc.models.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `tokenizer.json` of each family against Hugging Face's own reader. See [JsonVectors].
final class JsonVectorsTest {
  /// Control tokens in texts count, as they do there.
  private static final EncodeOptions ALL = new EncodeOptions(true, true);

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "sentencepiece", "unigram", "wordpiece"})
  void textsBecomeTheSameTokens(String name) throws IOException {
    Tokenizer tokenizer = JsonVectors.tokenizer(name);
    for (JsonVectors.Vector vector : JsonVectors.of(name)) {
      assertEquals(
          Arrays.toString(vector.ids()),
          Arrays.toString(tokenizer.encode(vector.text(), ALL)),
          () -> name + ": «" + vector.text() + "»");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "sentencepiece", "unigram", "wordpiece"})
  void tokensBecomeTheSameTexts(String name) throws IOException {
    Tokenizer tokenizer = JsonVectors.tokenizer(name);
    for (JsonVectors.Vector vector : JsonVectors.of(name)) {
      assertEquals(vector.decoded(), tokenizer.decode(vector.ids()), name);
    }
  }
}
