package org.tosc.models.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Published vectors, text by text. See [Vectors].
final class PublishedVectorsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert-bge",
        "command-r",
        "deepseek-coder",
        "deepseek-llm",
        "falcon",
        "gpt-2",
        "llama-bpe",
        "llama-spm",
        "mpt",
        "phi-3",
        "qwen2",
        "refact",
        "starcoder",
      })
  void textsBecomeThePublishedTokens(String name) throws IOException {
    Tokenizer tokenizer = Vectors.tokenizer(name);
    List<Vectors.Vector> vectors = Vectors.of(name);
    assertFalse(vectors.isEmpty());
    for (Vectors.Vector vector : vectors) {
      assertEquals(
          Arrays.toString(vector.tokens()),
          Arrays.toString(tokenizer.encode(vector.text(), EncodeOptions.PLAIN)),
          () -> name + ": «" + vector.text() + "»");
    }
  }
}
