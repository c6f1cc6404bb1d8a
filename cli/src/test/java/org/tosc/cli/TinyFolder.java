package org.tosc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tosc.driver.report.Json;
import org.tosc.models.safetensors.SafetensorsWriter;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.Weight;

/// Writes a language model of one layer with random weights as a folder of Hugging Face.
final class TinyFolder {
  static final String CONFIG = "config.json";
  static final String WEIGHTS = "model.safetensors";
  static final String TOKENS = "tokenizer.json";

  private static final int WIDTH = 32;
  private static final int VOCABULARY = 94;

  private final SplittableRandom random = new SplittableRandom(1);

  private TinyFolder() {}

  static void write(Path hub) throws IOException {
    texts(hub);
    SafetensorsWriter.write(
        hub.resolve(WEIGHTS), Map.of("format", "pt"), new TinyFolder().weights());
  }

  /// The same with its weights in two files and an index.
  static void writeShards(Path hub) throws IOException {
    texts(hub);
    List<NewWeight> all = new TinyFolder().weights();
    List<List<NewWeight>> halves =
        List.of(all.subList(0, all.size() / 2), all.subList(all.size() / 2, all.size()));
    Map<String, Object> places = new LinkedHashMap<>();
    for (int i = 0; i < halves.size(); i++) {
      String file = "model-0000%d-of-00002.safetensors".formatted(i + 1);
      SafetensorsWriter.write(hub.resolve(file), Map.of("format", "pt"), halves.get(i));
      halves.get(i).forEach(w -> places.put(w.name(), file));
    }
    Files.writeString(
        hub.resolve(WEIGHTS + ".index.json"),
        Json.write(Map.of("metadata", Map.of(), "weight_map", places)));
  }

  private static void texts(Path hub) throws IOException {
    Files.writeString(
        hub.resolve(CONFIG),
        """
        {"model_type": "llama", "vocab_size": 94, "hidden_size": 32, "num_hidden_layers": 1,
         "num_attention_heads": 2, "num_key_value_heads": 1, "intermediate_size": 64,
         "max_position_embeddings": 64, "rms_norm_eps": 1e-5, "tie_word_embeddings": true}
        """);
    Files.writeString(hub.resolve(TOKENS), Json.write(tokenizer()));
  }

  /// A token for each printing character of ASCII.
  private static Map<String, Object> tokenizer() {
    Map<String, Object> vocabulary = new LinkedHashMap<>();
    for (int id = 0; id < VOCABULARY; id++) {
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
    all.add(weight("embed_tokens", VOCABULARY, WIDTH));
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
}
