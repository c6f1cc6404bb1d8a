package org.tosc.models.token.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.token.EncodeOptions;
import org.tosc.models.token.JsonVectors;
import org.tosc.models.token.TokenKind;
import org.tosc.models.token.Tokenizer;
import org.tosc.rt.tensor.file.TensorFileFault;

/// What a `.gguf` file says of a `tokenizer.json` gives the tokens that Hugging Face's own reader
/// finds with that.
final class GgufVocabularyTest {
  private static final EncodeOptions ALL = new EncodeOptions(true, true);

  @TempDir Path folder;

  private Map<String, MetadataValue> entries(String json, int rows) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, json);
    return GgufVocabulary.of(file, Set.of(), rows, "tiny");
  }

  private static String json(String name) {
    return new String(JsonVectors.bytes(name + ".json"), StandardCharsets.UTF_8);
  }

  /// A file whose flag is false.
  private static String without(String name, String flag) {
    String pattern = "\"" + flag + "\": *true";
    assertTrue(Pattern.compile(pattern).matcher(json(name)).find());
    return json(name).replaceAll(pattern, "\"" + flag + "\": false");
  }

  private static Tokenizer read(Map<String, MetadataValue> entries) {
    return GgufTokenizer.read(Metadata.of(entries));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "sentencepiece", "wordpiece"})
  void textsBecomeThePublishedTokens(String name) throws IOException {
    Tokenizer tokenizer = read(entries(json(name), 1024));
    for (JsonVectors.Vector vector : JsonVectors.of(name)) {
      assertEquals(
          Arrays.toString(vector.ids()),
          Arrays.toString(tokenizer.encode(vector.text(), ALL)),
          () -> name + ": «" + vector.text() + "»");
      assertEquals(vector.decoded(), tokenizer.decode(vector.ids()));
    }
  }

  @Test
  void theNameIsThatOfThePattern() throws IOException {
    assertEquals(
        new MetadataValue.Text("llama-bpe"), entries(json("bytes"), 1024).get(GgufTokenizer.PRE));
    String plain = without("bytes", "ignore_merges");
    assertEquals(new MetadataValue.Text("dbrx"), entries(plain, 1024).get(GgufTokenizer.PRE));
  }

  @Test
  void placesBehindTheLastTokenAreUnused() throws IOException {
    Tokenizer tokenizer = read(entries(json("sentencepiece"), 704));
    assertEquals(704, tokenizer.vocabulary().size());
    assertEquals("[PAD703]", tokenizer.vocabulary().text(703));
    assertEquals(TokenKind.UNUSED, tokenizer.vocabulary().kind(703));
  }

  @Test
  void whatEndsAnAnswerIsKept() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, json("bytes"));
    Tokenizer tokenizer = read(GgufVocabulary.of(file, List.of(1, 7), 1024, "tiny"));
    assertEquals(Set.of(1, 7), tokenizer.ends().ids());
    assertArrayEquals(new int[] {0}, tokenizer.frame().before());
  }

  @Test
  void tokensWithoutARowAreToldOf() {
    TensorFileFault fault =
        assertThrows(TensorFileFault.class, () -> entries(json("sentencepiece"), 699));
    assertTrue(fault.reason().contains("699 rows"), fault.reason());
  }

  /// A `.gguf` file has no key for a vocabulary of words that keeps capitals.
  @Test
  void whatCannotBeSaidIsToldOf() {
    String cased = without("wordpiece", "lowercase");
    TensorFileFault fault = assertThrows(TensorFileFault.class, () -> entries(cased, 1024));
    assertTrue(fault.reason().contains("has no words for this tokenizer"), fault.reason());
    TensorFileFault unigram =
        assertThrows(TensorFileFault.class, () -> entries(json("unigram"), 1024));
    assertTrue(unigram.reason().contains("`Unigram`"), unigram.reason());
  }
}
