package org.tosc.models.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.models.token.file.TiktokenTokenizer;
import org.tosc.models.token.split.SplitPattern;

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
        "llama-spm",
        "mpt",
        "phi-3",
        "qwen2",
        "refact",
        "starcoder",
      })
  void textsBecomeThePublishedTokens(String name) throws IOException {
    check(name, Vectors.tokenizer(name));
  }

  /// Llama 3 from the file that Meta publishes, as the vocabulary is too large for some mirrors.
  @Test
  void textsBecomeThePublishedTokensOfLlama3() throws IOException {
    byte[] ranks = Files.readAllBytes(Vectors.require("llama3-tokenizer.model"));
    List<String> none = List.of(); // The vectors have no control tokens.
    check(
        "llama-bpe", TiktokenTokenizer.read("tokenizer.model", ranks, SplitPattern.LLAMA_3, none));
  }

  private static void check(String name, Tokenizer tokenizer) throws IOException {
    List<Vectors.Vector> vectors = Vectors.of(name);
    assertTrue(vectors.size() > 40, () -> "few texts");
    for (Vectors.Vector vector : vectors) {
      assertEquals(
          Arrays.toString(vector.tokens()),
          Arrays.toString(tokenizer.encode(vector.text(), EncodeOptions.PLAIN)),
          () -> name + ": «" + vector.text() + "»");
    }
  }
}
