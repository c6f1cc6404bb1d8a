package org.tosc.driver.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tosc.models.safetensors.SafetensorsWriter;
import org.tosc.models.weights.NewWeight;

/// Writes tiny models as folders of Hugging Face. Names and layouts are those of `modeling_*.py` in
/// transformers, key by key, and the way there is the opposite of the one that
/// `convert_hf_to_gguf.py` of llama.cpp goes.
final class TinyHub {
  /// A token for each of the first characters behind the space.
  private static final String TOKENIZER =
      """
      {"version": "1.0", "added_tokens": [], "normalizer": null, "post_processor": null,
       "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false},
       "decoder": {"type": "ByteLevel"},
       "model": {"type": "BPE", "vocab": {%s}, "merges": []}}
      """;

  private final TinyModel model;
  private final String type;

  private TinyHub(TinyModel model, String type) {
    this.model = model;
    this.type = type;
  }

  /// Writes config and weights, the weights into one file.
  static Path write(Path folder, TinyModel model) throws IOException {
    TinyHub hub = new TinyHub(model, type(model));
    Files.writeString(folder.resolve("config.json"), hub.config());
    SafetensorsWriter.write(
        folder.resolve("model.safetensors"), Map.of("format", "pt"), hub.weights());
    return folder;
  }

  /// The same into two files and an index.
  static Path writeShards(Path folder, TinyModel model) throws IOException {
    TinyHub hub = new TinyHub(model, type(model));
    Files.writeString(folder.resolve("config.json"), hub.config());
    List<NewWeight> all = hub.weights();
    List<String> map = new ArrayList<>();
    for (int shard = 0; shard < 2; shard++) {
      String file = "model-0000" + (shard + 1) + "-of-00002.safetensors";
      int half = all.size() / 2;
      List<NewWeight> part = shard == 0 ? all.subList(0, half) : all.subList(half, all.size());
      SafetensorsWriter.write(folder.resolve(file), Map.of(), part);
      part.forEach(w -> map.add("\"" + w.name() + "\": \"" + file + "\""));
    }
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"metadata\": {}, \"weight_map\": {" + String.join(", ", map) + "}}");
    return folder;
  }

  /// Writes a tokenizer.
  static void writeTokenizer(Path folder, TinyModel model) throws IOException {
    String tokens =
        IntStream.range(0, model.sizes().vocabulary())
            .mapToObj(
                id ->
                    "\"" + character(id).replace("\\", "\\\\").replace("\"", "\\\"") + "\": " + id)
            .collect(Collectors.joining(", "));
    Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER.formatted(tokens));
  }

  /// The text of a token.
  static String character(int id) {
    return Character.toString('!' + id);
  }

  private static String type(TinyModel model) {
    return model.number("attention.sliding_window", 0) > 0 && model.family().equals("llama")
        ? "mistral"
        : model.family();
  }

  private String config() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("model_type", "\"" + type + "\"");
    keys.put("torch_dtype", "null");
    TinyModel.Sizes s = model.sizes();
    keys.put("vocab_size", "" + s.vocabulary());
    keys.put("tie_word_embeddings", "" + !model.has("output.weight"));
    if (type.equals("gpt2")) {
      keys.put("n_embd", "" + s.width());
      keys.put("n_layer", "" + s.layers());
      keys.put("n_head", "" + s.heads());
      keys.put("n_positions", "" + s.context());
      keys.put("n_inner", "" + s.feedForward());
      keys.put("activation_function", "\"gelu_new\"");
      keys.put("layer_norm_epsilon", "" + model.number("attention.layer_norm_epsilon", 0));
    } else {
      keys.put("hidden_size", "" + s.width());
      keys.put("num_hidden_layers", "" + s.layers());
      keys.put("num_attention_heads", "" + s.heads());
      keys.put("intermediate_size", "" + s.feedForward());
      keys.put("max_position_embeddings", "" + s.context());
      if (type.equals("bert")) {
        keys.put("layer_norm_eps", "" + model.number("attention.layer_norm_epsilon", 0));
        keys.put("hidden_act", "\"gelu\"");
        keys.put("type_vocab_size", "2");
      } else {
        decoder(keys);
      }
    }
    return keys.entrySet().stream()
        .map(e -> "  \"" + e.getKey() + "\": " + e.getValue())
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  private void decoder(Map<String, String> keys) {
    TinyModel.Sizes s = model.sizes();
    keys.put("num_key_value_heads", "" + s.kvHeads());
    keys.put("rms_norm_eps", "" + model.number("attention.layer_norm_rms_epsilon", 0));
    keys.put("rope_theta", "" + model.number("rope.freq_base", 10_000));
    keys.put("hidden_act", type.startsWith("gemma") ? "\"gelu\"" : "\"silu\"");
    if (s.heads() * s.headSize() != s.width() || type.startsWith("gemma")) {
      keys.put("head_dim", "" + s.headSize());
    }
    double window = model.number("attention.sliding_window", 0);
    keys.put("sliding_window", window > 0 ? "" + (int) window : "null");
    double features = model.number("rope.dimension_count", s.headSize());
    keys.put("partial_rotary_factor", "" + features / s.headSize());
    if (type.equals("gemma2")) {
      keys.put("query_pre_attn_scalar", "" + s.headSize());
      keys.put("attn_logit_softcapping", "" + model.number("attn_logit_softcapping", 0));
      keys.put("final_logit_softcapping", "" + model.number("final_logit_softcapping", 0));
    }
    if (type.equals("qwen2")) {
      keys.put("use_sliding_window", "false");
    }
    keys.put("rope_scaling", scaling(keys));
  }

  private String scaling(Map<String, String> keys) {
    int original = (int) model.number("rope.scaling.original_context_length", 0);
    double factor = model.number("rope.scaling.factor", 1);
    if (model.has("rope_freqs.weight")) {
      return "{\"rope_type\": \"llama3\", \"factor\": 8.0, \"low_freq_factor\": 1.0,"
          + " \"high_freq_factor\": 4.0, \"original_max_position_embeddings\": 64}";
    }
    if (model.has("rope_factors_long.weight")) {
      keys.put("original_max_position_embeddings", "" + original);
      return "{\"type\": \"longrope\", \"long_factor\": "
          + Arrays.toString(model.cells("rope_factors_long.weight"))
          + ", \"short_factor\": "
          + Arrays.toString(model.cells("rope_factors_short.weight"))
          + "}";
    }
    return switch (model.text("rope.scaling.type", "none")) {
      case "linear" -> "{\"type\": \"linear\", \"factor\": " + factor + "}";
      case "yarn" ->
          "{\"type\": \"yarn\", \"factor\": "
              + factor
              + ", \"original_max_position_embeddings\": "
              + original
              + "}";
      default -> "null";
    };
  }

  private List<NewWeight> weights() {
    List<NewWeight> all = new ArrayList<>();
    model.weights().forEach((name, weight) -> add(all, name, weight));
    return all;
  }

  private void add(List<NewWeight> all, String name, TinyWeight weight) {
    if (name.startsWith("rope_")) {
      return;
    }
    int dot = name.lastIndexOf('.');
    String stem = name.substring(0, dot);
    TinyWeight changed = changed(stem, weight);
    all.add(
        new NewWeight(
            theirs(stem) + name.substring(dot),
            changed.format(),
            changed.shape(),
            out -> out.write(changed.bytes())));
  }

  private TinyWeight changed(String stem, TinyWeight weight) {
    long[] shape = weight.shape();
    boolean isTurned = stem.endsWith("attn_q") || stem.endsWith("attn_k");
    if (model.family().equals("llama") && isTurned) {
      return halves(weight);
    }
    if (type.startsWith("gemma") && stem.endsWith("norm")) {
      return weight.mapped(shape, i -> weight.cells()[i] - 1);
    }
    if (type.equals("gpt2") && stem.startsWith("blk.") && shape.length == 2) {
      int rows = (int) shape[0];
      int columns = (int) shape[1];
      return weight.mapped(
          new long[] {columns, rows}, i -> weight.cells()[i % rows * columns + i / rows]);
    }
    return weight;
  }

  /// Rows of pairs side by side become rows of pairs half a head apart.
  private TinyWeight halves(TinyWeight weight) {
    int size = model.sizes().headSize();
    int columns = weight.shape().length == 1 ? 1 : (int) weight.shape()[1];
    return weight.mapped(
        weight.shape(),
        i -> {
          int row = i / columns;
          int feature = row % size;
          int from = feature < size / 2 ? 2 * feature : 2 * (feature - size / 2) + 1;
          return weight.cells()[(row - feature + from) * columns + i % columns];
        });
  }

  private String theirs(String stem) {
    String[] parts = stem.split("\\.", -1);
    if (parts.length == 1) {
      return outside(stem);
    }
    String layer = parts[1] + ".";
    return switch (type) {
      case "gpt2" -> "transformer.h." + layer + gpt2(parts[2]);
      case "bert" -> "bert.encoder.layer." + layer + bert(parts[2]);
      default -> "model.layers." + layer + decoder(parts[2]);
    };
  }

  private String outside(String stem) {
    return switch (type + " " + stem) {
      case "gpt2 token_embd" -> "transformer.wte";
      case "gpt2 position_embd" -> "transformer.wpe";
      case "gpt2 output_norm" -> "transformer.ln_f";
      case "bert token_embd" -> "bert.embeddings.word_embeddings";
      case "bert position_embd" -> "bert.embeddings.position_embeddings";
      case "bert token_types" -> "bert.embeddings.token_type_embeddings";
      case "bert token_embd_norm" -> "bert.embeddings.LayerNorm";
      default ->
          switch (stem) {
            case "token_embd" -> "model.embed_tokens";
            case "output_norm" -> "model.norm";
            case "output" -> "lm_head";
            default -> throw new AssertionError(stem);
          };
    };
  }

  private static String gpt2(String ours) {
    return switch (ours) {
      case "attn_norm" -> "ln_1";
      case "attn_qkv" -> "attn.c_attn";
      case "attn_output" -> "attn.c_proj";
      case "ffn_norm" -> "ln_2";
      case "ffn_up" -> "mlp.c_fc";
      case "ffn_down" -> "mlp.c_proj";
      default -> throw new AssertionError(ours);
    };
  }

  private static String bert(String ours) {
    return switch (ours) {
      case "attn_q" -> "attention.self.query";
      case "attn_k" -> "attention.self.key";
      case "attn_v" -> "attention.self.value";
      case "attn_output" -> "attention.output.dense";
      case "attn_output_norm" -> "attention.output.LayerNorm";
      case "ffn_up" -> "intermediate.dense";
      case "ffn_down" -> "output.dense";
      case "layer_output_norm" -> "output.LayerNorm";
      default -> throw new AssertionError(ours);
    };
  }

  private String decoder(String ours) {
    boolean isGemma2 = type.equals("gemma2");
    return switch (ours) {
      case "attn_norm" -> "input_layernorm";
      case "attn_q" -> "self_attn.q_proj";
      case "attn_k" -> "self_attn.k_proj";
      case "attn_v" -> "self_attn.v_proj";
      case "attn_qkv" -> "self_attn.qkv_proj";
      case "attn_output" -> "self_attn.o_proj";
      case "attn_q_norm" -> "self_attn.q_norm";
      case "attn_k_norm" -> "self_attn.k_norm";
      case "post_attention_norm" -> "post_attention_layernorm";
      case "ffn_norm" -> isGemma2 ? "pre_feedforward_layernorm" : "post_attention_layernorm";
      case "post_ffw_norm" -> "post_feedforward_layernorm";
      case "ffn_gate" -> "mlp.gate_proj";
      case "ffn_up" -> type.equals("phi3") ? "mlp.gate_up_proj" : "mlp.up_proj";
      case "ffn_down" -> "mlp.down_proj";
      default -> throw new AssertionError(ours);
    };
  }
}
