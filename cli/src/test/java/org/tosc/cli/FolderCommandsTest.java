package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.driver.report.Json;
import org.tosc.models.safetensors.SafetensorsWriter;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.Weight;

/// `tosc convert`, `quantize` and `chat` with a folder of Hugging Face.
final class FolderCommandsTest {
  private static final int WIDTH = 32;
  private static final int TOKENS = 94;

  @TempDir private Path folder;
  private final SplittableRandom random = new SplittableRandom(1);

  @BeforeEach
  void aFolder() throws IOException {
    Path hub = Files.createDirectory(folder.resolve("hf"));
    Files.writeString(
        hub.resolve("config.json"),
        """
        {"model_type": "llama", "vocab_size": 94, "hidden_size": 32, "num_hidden_layers": 1,
         "num_attention_heads": 2, "num_key_value_heads": 1, "intermediate_size": 64,
         "max_position_embeddings": 64, "rms_norm_eps": 1e-5, "tie_word_embeddings": true}
        """);
    Files.writeString(hub.resolve("tokenizer.json"), Json.write(tokenizer()));
    SafetensorsWriter.write(hub.resolve("model.safetensors"), Map.of("format", "pt"), weights());
  }

  /// A token for each printing character of ASCII.
  private static Map<String, Object> tokenizer() {
    Map<String, Object> vocabulary = new LinkedHashMap<>();
    for (int id = 0; id < TOKENS; id++) {
      vocabulary.put(Character.toString('!' + id), id);
    }
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("type", "BPE");
    model.put("vocab", vocabulary);
    model.put("merges", List.of());
    Map<String, Object> file = new LinkedHashMap<>();
    file.put(
        "pre_tokenizer", Map.of("type", "ByteLevel", "add_prefix_space", false, "use_regex", true));
    file.put("decoder", Map.of("type", "ByteLevel"));
    file.put("model", model);
    return file;
  }

  private List<NewWeight> weights() {
    List<NewWeight> all = new ArrayList<>();
    all.add(weight("embed_tokens", TOKENS, WIDTH));
    all.add(weight("norm", WIDTH));
    all.add(weight("layers.0.input_layernorm", WIDTH));
    all.add(weight("layers.0.post_attention_layernorm", WIDTH));
    all.add(weight("layers.0.self_attn.q_proj", WIDTH, WIDTH));
    all.add(weight("layers.0.self_attn.k_proj", WIDTH / 2, WIDTH));
    all.add(weight("layers.0.self_attn.v_proj", WIDTH / 2, WIDTH));
    all.add(weight("layers.0.self_attn.o_proj", WIDTH, WIDTH));
    all.add(weight("layers.0.mlp.gate_proj", 2 * WIDTH, WIDTH));
    all.add(weight("layers.0.mlp.up_proj", 2 * WIDTH, WIDTH));
    all.add(weight("layers.0.mlp.down_proj", WIDTH, 2 * WIDTH));
    return all;
  }

  private NewWeight weight(String name, long... shape) {
    float[] numbers = new float[(int) (shape.length == 1 ? shape[0] : shape[0] * shape[1])];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = shape.length == 1 ? 1 : (float) random.nextGaussian();
    }
    return NewWeight.of(Weight.of("model." + name + ".weight", shape, numbers));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String said(String model) {
    Terminal chat =
        Terminal.type("abc\n", "chat", path(model), "--max-tokens", "8", "--temperature", "0");
    assertEquals(0, chat.exit(), chat.err());
    assertFalse(chat.out().isBlank());
    return chat.out();
  }

  private void requireDone(String... arguments) {
    Terminal done = Terminal.run(arguments);
    assertEquals(0, done.exit(), done.err());
    assertFalse(done.err().contains("note"), done.err());
  }

  @Test
  void asOneFileItSaysTheSame() {
    requireDone("convert", path("hf"), path("m.gguf"));
    assertEquals(said("hf"), said("m.gguf"));
    requireDone("convert", path("hf/model.safetensors"), path("again.gguf"));
    assertEquals(said("hf"), said("again.gguf"));
  }

  @Test
  void itIsQuantised() {
    requireDone("quantize", path("hf"), path("m.gguf"), "--format", "q8_0");
    said("m.gguf");
  }

  /// Such a file is no model, whatever it is made of.
  @Test
  void weightsAloneAreToldToBeNoModel() throws IOException {
    Files.copy(folder.resolve("hf/model.safetensors"), folder.resolve("w.safetensors"));
    Terminal alone = Terminal.run("convert", path("w.safetensors"), path("w.gguf"));
    assertEquals(0, alone.exit());
    assertTrue(alone.err().contains("there is no `config.json` beside"), alone.err());
  }

  @Test
  void aFolderWithoutATokenizerIsToldOf() throws IOException {
    Files.delete(folder.resolve("hf/tokenizer.json"));
    Terminal missing = Terminal.run("convert", path("hf"), path("m.gguf"));
    assertEquals(1, missing.exit());
    assertTrue(missing.err().contains("needs `tokenizer.json`"), missing.err());
    assertFalse(Files.exists(folder.resolve("m.gguf")));
  }
}
