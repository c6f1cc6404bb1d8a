package org.tosc.models.token.file;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataType;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.token.EncodeOptions;
import org.tosc.models.token.Tokenizer;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Metadata that lie.
final class HostileGgufTest {
  private static final String IDS = "tokenizer.ggml.bos_token_id";

  private static Map<String, MetadataValue> sound(String model) {
    Map<String, MetadataValue> entries = new LinkedHashMap<>();
    entries.put(GgufTokenizer.MODEL, new MetadataValue.Text(model));
    entries.put(GgufTokenizer.TOKENS, texts("<s>", "a", "b", "ab"));
    entries.put(GgufTokenizer.SCORES, scores(0, -1, -2, -3));
    entries.put(GgufTokenizer.KINDS, kinds(3, 1, 1, 1));
    entries.put(GgufTokenizer.MERGES, texts("a b"));
    entries.put("tokenizer.ggml.unknown_token_id", id(0));
    return entries;
  }

  private static MetadataValue texts(String... texts) {
    return new MetadataValue.Texts(List.of(texts));
  }

  private static MetadataValue id(long id) {
    return new MetadataValue.Whole(MetadataType.U32, id);
  }

  private static MetadataValue scores(float... scores) {
    ByteBuffer bytes =
        ByteBuffer.allocate(scores.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float score : scores) {
      bytes.putFloat(score);
    }
    return new MetadataValue.Numbers(MetadataType.F32, bytes.array());
  }

  private static MetadataValue kinds(int... kinds) {
    ByteBuffer bytes =
        ByteBuffer.allocate(kinds.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int kind : kinds) {
      bytes.putInt(kind);
    }
    return new MetadataValue.Numbers(MetadataType.I32, bytes.array());
  }

  private static void refused(String model, String key, MetadataValue value, String reason) {
    Map<String, MetadataValue> entries = sound(model);
    entries.put(key, value);
    TensorFileFault fault =
        assertThrows(TensorFileFault.class, () -> GgufTokenizer.read(Metadata.of(entries)));
    assertTrue(fault.reason().contains(reason), fault::getMessage);
  }

  @Test
  void soundMetadataAreRead() {
    for (String model : List.of("gpt2", "llama", "t5", "bert")) {
      assertDoesNotThrow(() -> GgufTokenizer.read(Metadata.of(sound(model))), model);
    }
  }

  @Test
  void whatIsWrongIsNamed() {
    refused("gpt2", GgufTokenizer.MODEL, new MetadataValue.Text("rwkv"), "`rwkv`");
    refused("gpt2", GgufTokenizer.PRE, new MetadataValue.Text("sieve"), "`sieve`");
    refused("gpt2", GgufTokenizer.MERGES, texts("a c"), "`c`, which is no token");
    refused("gpt2", GgufTokenizer.MERGES, texts("ab"), "two sides");
    refused("gpt2", GgufTokenizer.MERGES, texts(""), "two sides");
    refused("gpt2", GgufTokenizer.TOKENS, texts("a", "b", "ab", "a"), "the same text");
    refused("gpt2", GgufTokenizer.TOKENS, texts("a", "b", "ab"), "3 tokens");
    refused("gpt2", GgufTokenizer.KINDS, kinds(1, 1, 1, 7), "no token type 7");
    refused("gpt2", GgufTokenizer.KINDS, kinds(1, 1, 1, -1), "no token type -1");
    refused("gpt2", GgufTokenizer.KINDS, kinds(1), "found 1");
    refused("gpt2", IDS, id(4), "there is no token 4");
    refused("gpt2", IDS, id(0xFFFF_FFFFL), "there is no token 4294967295");
    refused("llama", GgufTokenizer.SCORES, scores(0, Float.NaN, 0, 0), "NaN");
    refused("t5", GgufTokenizer.SCORES, scores(0, 0, 0, Float.POSITIVE_INFINITY), "Infinity");
    refused("gpt2", GgufTokenizer.TOKENS, texts("a", "b", "ab", "x".repeat(5000)), "5000");
    refused("gpt2", GgufTokenizer.TOKENS, new MetadataValue.Text("a"), "array of string");
  }

  @Test
  void emptyTokensAreHoles() {
    Map<String, MetadataValue> entries = sound("gpt2");
    entries.put(GgufTokenizer.TOKENS, texts("", "a", "b", "ab"));
    Tokenizer tokenizer = GgufTokenizer.read(Metadata.of(entries));
    assertTrue(tokenizer.encode("ab", EncodeOptions.PLAIN).length == 1);
    assertTrue(tokenizer.decode(new int[] {0}).isEmpty());
  }

  /// A table of replacements is a graph in the file's hands.
  @Test
  void tablesOfReplacementsEndWhateverTheySay() {
    SplittableRandom random = new SplittableRandom(7);
    String key = "tokenizer.ggml.precompiled_charsmap";
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      if (bytes.length > 8) {
        bytes[0] = (byte) (random.nextInt(1 + (bytes.length - 4) / 4) * 4);
        bytes[1] = bytes[2] = bytes[3] = 0;
      }
      Map<String, MetadataValue> entries = sound("t5");
      entries.put(key, new MetadataValue.Numbers(MetadataType.U8, bytes));
      try {
        GgufTokenizer.read(Metadata.of(entries)).encode("ab ½ \u0000 é", EncodeOptions.PLAIN);
      } catch (TensorFileFault fault) {
        assertTrue(fault.reason().contains("table of replacements"), fault::getMessage);
      }
    }
  }
}
