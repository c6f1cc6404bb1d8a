package org.tosc.models.token.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.models.token.EncodeOptions;
import org.tosc.models.token.JsonVectors;
import org.tosc.models.token.Tokenizer;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Any bytes as `tokenizer.json` end in a tokenizer that works, or in a fault with its byte.
final class HostileJsonTest {
  private static final int MUTATIONS = 3_000;

  /// A small file; a case changes a part of it.
  private static final String FILE =
      """
      {"version":"1.0","added_tokens":[{"id":3,"content":"<s>","special":true}],
      "normalizer":null,"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false},
      "post_processor":{"type":"BertProcessing","sep":["<s>",3],"cls":["<s>",3]},
      "decoder":{"type":"ByteLevel"},
      "model":{"type":"BPE","vocab":{"a":0,"b":1,"ab":2},"merges":["a b"]}}
      """;

  private static Tokenizer read(String text) {
    return JsonTokenizer.read("tokenizer.json", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void soundFileIsRead() {
    assertEquals("[3, 2, 0, 3]", Arrays.toString(read(FILE).encode("aba", EncodeOptions.FRAMED)));
  }

  /// A part of the file, what comes in its place, and what the fault says.
  record Change(String part, String instead, String reason) {}

  static List<Change> changes() {
    return List.of(
        new Change("\"merges\":[\"a b\"]", "\"merges\":[\"a c\"]", "`c`, which is no token"),
        new Change("\"merges\":[\"a b\"]", "\"merges\":[\"ab\"]", "a merge of two sides"),
        new Change("\"merges\":[\"a b\"]", "\"merges\":[[\"a\"]]", "a merge has two sides"),
        new Change("\"ab\":2", "\"ab\":1", "two tokens have the id 1"),
        new Change("\"ab\":2", "\"ab\":-2", "there is no token -2"),
        new Change("\"ab\":2", "\"ab\":99999999", "far beyond the vocabulary"),
        new Change("\"ab\":2", "\"a\":2", "Duplicate field 'a'"),
        new Change("\"ab\":2", "\"ab\":\"2\"", "expected a whole number"),
        new Change("\"<s>\",\"special\"", "\"a\",\"special\"", "have the same text"),
        new Change("\"content\":\"<s>\"", "\"content\":\"\"", "an added token is empty"),
        new Change("\"id\":3", "\"id\":0.5", "expected a whole number"),
        new Change(
            "\"normalizer\":null",
            "\"normalizer\":{\"type\":\"X\"}",
            "normalizer `X` is not supported"),
        new Change("\"ByteLevel\",\"add", "\"Sieve\",\"add", "pre_tokenizer `Sieve` is not"),
        new Change("\"BertProcessing\"", "\"Other\"", "post_processor `Other` is not"),
        new Change("\"cls\":[\"<s>\",3]", "\"cls\":[\"<s>\",4]", "there is no token 4"),
        new Change(
            "\"decoder\":{\"type\":\"Byte",
            "\"decoder\":{\"type\":\"Bit",
            "decoder `BitLevel` is not"),
        new Change("\"type\":\"BPE\"", "\"type\":\"Magic\"", "model `Magic` is not supported"),
        new Change("\"type\":\"BPE\"", "\"type\":\"BPE\",\"dropout\":0.1", "merges at random"),
        new Change("\"version\":\"1.0\"", "\"cipher\":1", "`cipher` is not supported"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatIsWrongIsNamed(Change change) {
    assertTrue(FILE.contains(change.part), change.part);
    TensorFileFault fault =
        assertThrows(TensorFileFault.class, () -> read(FILE.replace(change.part, change.instead)));
    assertTrue(fault.reason().contains(change.reason), fault::getMessage);
  }

  /// A pattern that would run for a time that no one has.
  @Test
  void unknownPatternsAreNotRun() {
    String split =
        "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(a*)*b\"},\"behavior\":\"Isolated\"}";
    String file = FILE.replace("{\"type\":\"ByteLevel\",\"add_prefix_space\":false}", split);
    TensorFileFault fault = assertThrows(TensorFileFault.class, () -> read(file));
    assertTrue(fault.reason().contains("(a*)*b"), fault::getMessage);
    assertTrue(file.substring((int) fault.offset()).startsWith("\"(a*)*b\""), fault::getMessage);
  }

  @Test
  void deepNestingIsRefused() {
    assertThrows(
        TensorFileFault.class,
        () -> read(FILE.replace("null", "[".repeat(100_000) + "]".repeat(100_000))));
  }

  @Test
  void scoresThatAreNoNumbersAreRefused() {
    for (String score : new String[] {"NaN", "1e99", "\"1\"", "null"}) {
      String file =
          "{\"decoder\":{\"type\":\"Metaspace\"},\"model\":{\"type\":\"Unigram\",\"unk_id\":0,"
              + "\"vocab\":[[\"<unk>\",0],[\"a\","
              + score
              + "]]}}";
      assertThrows(TensorFileFault.class, () -> read(file), score);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "sentencepiece", "unigram", "wordpiece"})
  void changedFilesAreReadOrRefused(String name) {
    byte[] sound = JsonVectors.bytes(name + ".json");
    SplittableRandom random = new SplittableRandom(6);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = changed(sound, random);
      try {
        Tokenizer tokenizer = JsonTokenizer.read("tokenizer.json", bytes);
        tokenizer.decode(tokenizer.encode("Hello, <s> wörld ½ 12", EncodeOptions.FRAMED));
      } catch (TensorFileFault fault) {
        refused++;
        assertTrue(fault.offset() >= 0 && fault.offset() <= bytes.length, fault::getMessage);
      }
    }
    assertTrue(refused > 0 && refused < MUTATIONS, name + ": " + refused + " refused");
  }

  /// The file with a byte changed, cut off, or a part taken from another place.
  private static byte[] changed(byte[] sound, SplittableRandom random) {
    int at = random.nextInt(sound.length);
    return switch (random.nextInt(3)) {
      case 0 -> Arrays.copyOf(sound, at);
      case 1 -> {
        byte[] bytes = sound.clone();
        bytes[at] = (byte) random.nextInt(256);
        yield bytes;
      }
      default -> {
        byte[] bytes = sound.clone();
        int length = Math.min(random.nextInt(1, 30), sound.length - at);
        System.arraycopy(sound, random.nextInt(sound.length - length + 1), bytes, at, length);
        yield bytes;
      }
    };
  }
}
