package org.tosc.models.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "llama-bpe",
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

  /// The same from files of tiktoken, as the models' makers publish them:
  /// `models/llama3/tokenizer.model` of meta-llama/llama-models, and Qwen's `qwen.tiktoken`.
  @ParameterizedTest
  @CsvSource({
    "llama-bpe, LLAMA_3, llama3-tokenizer.model",
    "qwen2, QWEN_2, qwen.tiktoken",
  })
  void ranksGiveThePublishedTokens(String name, SplitPattern pattern, String file)
      throws IOException {
    byte[] ranks = Files.readAllBytes(Vectors.require(file));
    List<String> none = List.of(); // The texts have no control tokens.
    check(name, TiktokenTokenizer.read(file, ranks, pattern, none));
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
