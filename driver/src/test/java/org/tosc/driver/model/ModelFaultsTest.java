package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.models.load.Models;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Files that are no models, or contradict themselves, are told when they are opened, with what was
/// expected.
final class ModelFaultsTest {
  @TempDir Path folder;

  private static final TinyModel LLAMA = TinyModels.llama();

  static Stream<Arguments> contradictions() {
    TinyWeight vector = TinyWeight.of(new float[40], 40);
    TinyWeight nothing = TinyWeight.of(new float[1]);
    return Stream.of(
        Arguments.of("expected a number from 1", LLAMA.with("attention.head_count", 0)),
        Arguments.of(
            "64 heads of rows of 40",
            LLAMA.with("attention.head_count", 64).with("attention.head_count_kv", 64)),
        Arguments.of("cannot be shared", LLAMA.with("attention.head_count_kv", 2)),
        Arguments.of("expected a number from 1", LLAMA.with("attention.head_count_kv", 0)),
        Arguments.of("found 4294967295", LLAMA.with("attention.head_count", -1)),
        Arguments.of("4294967295", LLAMA.with("embedding_length", -1)),
        Arguments.of(
            "`blk.2.attn_q.weight` of shape [40, 40] is missing", LLAMA.with("block_count", 3)),
        Arguments.of("`blk.2.attn_q.weight` of shape", LLAMA.with("block_count", 1 << 24)),
        Arguments.of("`blk.1.", LLAMA.with("block_count", 1)),
        Arguments.of("whole number", LLAMA.with("block_count", "two")),
        Arguments.of("[67, 40], expected [67, 48]", LLAMA.with("embedding_length", 48)),
        Arguments.of("expected [57, 40]", LLAMA.with("feed_forward_length", 57)),
        Arguments.of("`token_embd.weight`", LLAMA.without("token_embd.weight")),
        Arguments.of("`output_norm.weight` of", LLAMA.without("output_norm.weight")),
        Arguments.of("`blk.1.ffn_down.weight`", LLAMA.without("blk.1.ffn_down.weight")),
        Arguments.of("`blk.0.ffn_norm.weight`", LLAMA.without("blk.0.ffn_norm.weight")),
        Arguments.of("[40], expected [40, 40]", LLAMA.with("blk.0.attn_q.weight", vector)),
        Arguments.of("`token_embd.weight`", LLAMA.with("token_embd.weight", nothing)),
        Arguments.of("`token_embd.weight`", LLAMA.with("token_embd.weight", vector)),
        Arguments.of(
            "expected [40]", LLAMA.with("blk.0.attn_q.bias", TinyWeight.of(new float[8], 8))),
        Arguments.of(
            "`blk.0.attn_sinks.weight` is not known",
            LLAMA.with("blk.0.attn_sinks.weight", vector)),
        Arguments.of("features are turned", LLAMA.with("rope.dimension_count", 10)),
        Arguments.of("features are turned", LLAMA.with("rope.dimension_count", 7)),
        Arguments.of("expected more than 1", LLAMA.with("rope.freq_base", 1.0)),
        Arguments.of("number above 0", LLAMA.with("rope.freq_base", Double.NaN)),
        Arguments.of("number above 0", TinyModels.linear().with("rope.scaling.factor", 0.0)),
        Arguments.of("`ntk` is not supported", LLAMA.with("rope.scaling.type", "ntk")),
        Arguments.of("number of 0 or more", LLAMA.with("attention.layer_norm_rms_epsilon", -1.0)),
        Arguments.of("experts", LLAMA.with("expert_count", 8)),
        Arguments.of("expected 6", TinyModels.llama3().with("rope_freqs.weight", vector)),
        Arguments.of(
            "the factor 0.0",
            TinyModels.llama3().with("rope_freqs.weight", TinyWeight.of(new float[6], 6))),
        Arguments.of(
            "`rope_factors_long.weight`",
            TinyModels.longRope(24).without("rope_factors_long.weight")),
        Arguments.of(
            "`blk.0.attn_q_norm.weight`", TinyModels.qwen3().without("blk.0.attn_q_norm.weight")),
        Arguments.of(
            "`blk.2.post_ffw_norm.weight`",
            TinyModels.gemma2().without("blk.2.post_ffw_norm.weight")),
        Arguments.of(
            "expected [72, 48]",
            TinyModels.phi3()
                .with("blk.0.ffn_up.weight", TinyWeight.of(new float[36 * 48], 36, 48))),
        Arguments.of(
            "[140, 36], expected [141, 36]", TinyModels.gpt2().with("context_length", 141)),
        Arguments.of("`blk.0.attn_norm.bias`", TinyModels.gpt2().without("blk.0.attn_norm.bias")),
        Arguments.of("mean, cls, last", TinyModels.bert(0).with("pooling_type", 4)),
        Arguments.of("`token_embd_norm.bias`", TinyModels.bert(0).without("token_embd_norm.bias")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contradictions")
  void contradictionsAreTold(String expected, TinyModel model) throws IOException {
    requireFault(expected, model.writeGguf(folder.resolve("m.gguf")));
  }

  static Stream<Arguments> configs() {
    return Stream.of(
        Arguments.of("`model_type`: `mamba` is not supported", "\"llama\"", "\"mamba\""),
        Arguments.of("Unexpected", "\"llama\",", "\"llama\""),
        Arguments.of("Duplicate", "\"model_type\"", "\"vocab_size\": 1, \"model_type\""),
        Arguments.of("no such key", "\"hidden_size\"", "\"hidden\""),
        Arguments.of(
            "`hidden_size`: expected a whole number",
            "\"hidden_size\": 40",
            "\"hidden_size\": 40.5"),
        Arguments.of(
            "4 heads cannot be shared by 5",
            "\"num_key_value_heads\": 5",
            "\"num_key_value_heads\": 4"),
        Arguments.of("from 1 to 5", "\"num_key_value_heads\": 5", "\"num_key_value_heads\": 99"),
        Arguments.of("from 1 to", "\"num_attention_heads\": 5", "\"num_attention_heads\": 0"),
        Arguments.of("rows of 40", "\"num_attention_heads\": 5", "\"num_attention_heads\": 50"),
        Arguments.of("[67, 40], expected [68, 40]", "\"vocab_size\": 67", "\"vocab_size\": 68"),
        Arguments.of("`model.layers.2.", "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3"),
        Arguments.of("is not known", "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1"),
        Arguments.of("no function", "\"silu\"", "\"sine\""),
        Arguments.of(
            "`rope_type`", "\"rope_scaling\": null", "\"rope_scaling\": {\"rope_type\": \"ntk\"}"),
        Arguments.of(
            "quantised", "\"torch_dtype\"", "\"quantization_config\": {}, \"torch_dtype\""),
        Arguments.of("nest", "null", "[".repeat(100)));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("configs")
  void contradictionsOfFoldersAreTold(String expected, String what, String other)
      throws IOException {
    TinyHub.write(folder, LLAMA);
    Path config = folder.resolve("config.json");
    String text = Files.readString(config);
    assertTrue(text.contains(what), text);
    Files.writeString(config, text.replace(what, other));
    requireFault(expected, folder);
  }

  @Test
  void whatIsNoModelIsToldWithWhatItIs() throws IOException {
    requireFault("no such file", folder.resolve("none.gguf"));
    requireFault("this one has nothing", folder);
    Path text = Files.writeString(folder.resolve("a.txt"), "Hello");
    requireFault("begins with the bytes 48 65 6c 6c", text);
    requireFault("this one has `a.txt`", folder);
    requireFault("archive", Files.writeString(folder.resolve("pytorch_model.bin"), "PK\3\4"));
    requireFault("empty", Files.writeString(folder.resolve("e"), ""));
    requireFault(
        "no `config.json`", Files.writeString(folder.resolve("x.safetensors"), "12345678"));
    Files.writeString(folder.resolve("config.json"), "[]");
    requireFault("expected an object", folder);
  }

  private static void requireFault(String expected, Path path) {
    TensorFileFault fault =
        assertThrows(
            TensorFileFault.class, () -> Models.open(path, Engines.compute("jvm")).close());
    assertTrue(fault.getMessage().contains(expected), fault.getMessage());
  }
}
