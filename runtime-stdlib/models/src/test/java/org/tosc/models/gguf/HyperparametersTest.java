package org.tosc.models.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Metadata that lie.
class HyperparametersTest {
  private static MetadataValue whole(long value) {
    return new MetadataValue.Whole(MetadataType.U32, value);
  }

  private static Metadata metadata(Map<String, MetadataValue> changes) {
    Map<String, MetadataValue> values = new LinkedHashMap<>();
    values.put("general.architecture", new MetadataValue.Text("llama"));
    values.put("llama.vocab_size", whole(3));
    values.put("llama.context_length", whole(128));
    values.put("llama.embedding_length", whole(64));
    values.put("llama.block_count", whole(2));
    values.put("llama.feed_forward_length", whole(96));
    values.put("llama.attention.head_count", whole(8));
    values.put("llama.attention.head_count_kv", whole(4));
    values.put("tokenizer.ggml.tokens", new MetadataValue.Texts(List.of("a", "b", "c")));
    values.putAll(changes);
    return Metadata.of(values);
  }

  private static void fault(String key, MetadataValue value, String reason) {
    Metadata metadata = metadata(Map.of(key, value));
    TensorFileFault fault = assertThrows(TensorFileFault.class, () -> Hyperparameters.of(metadata));
    assertTrue(fault.reason().contains(reason), fault.reason());
  }

  @Test
  void theNumbersOfATransformer() {
    assertEquals(
        new Hyperparameters("llama", 3, 128, 64, 2, 96, 8, 4, 8),
        Hyperparameters.of(metadata(Map.of())));
    assertEquals(
        32,
        Hyperparameters.of(metadata(Map.of("llama.attention.key_length", whole(32)))).headSize());
  }

  @Test
  void numbersOutOfRange() {
    for (String key :
        List.of(
            "llama.embedding_length",
            "llama.attention.head_count",
            "llama.attention.head_count_kv",
            "llama.block_count",
            "llama.context_length",
            "llama.feed_forward_length",
            "llama.vocab_size")) {
      fault(key, whole(0), "metadata `" + key + "`: expected 1 to");
      fault(key, whole(-1), "metadata `" + key + "`: expected 1 to");
      fault(key, whole(0xFFFF_FFFFL), "metadata `" + key + "`: expected 1 to");
    }
  }

  @Test
  void numbersThatDoNotGoTogether() {
    fault("llama.attention.head_count", whole(7), "7 heads cannot be shared by 4");
    fault("llama.attention.head_count_kv", whole(9), "expected 1 to 8, found 9");
    fault("llama.embedding_length", whole(63), "63 numbers of a token cannot be shared by 8");
  }

  @Test
  void aVocabularyLargerThanItsTokens() {
    fault("llama.vocab_size", whole(4), "4 tokens are said, but 3 are listed");
    fault("tokenizer.ggml.tokens", new MetadataValue.Texts(List.of()), "3 tokens are said, but 0");
    fault("tokenizer.ggml.tokens", whole(3), "expected a value of type array of string");
  }

  @Test
  void anotherArchitectureHasOtherKeys() {
    fault("general.architecture", new MetadataValue.Text("gemma"), "no such key");
  }
}
