package org.tosc.models.hub;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How one family's weights are called, and what is different about them.
///
/// @param type `model_type` in `config.json`
/// @param family as GGUF files name it
/// @param prefixes that names outside of the head may have, the usual one first; checkpoints of a
///   bare model lack it
/// @param layers what stands before a layer's number
/// @param rows of the table
record HubNames(String type, String family, List<String> prefixes, String layers, List<Row> rows) {
  /// A weight without `.weight` or `.bias`, here and there.
  ///
  /// @param isInLayer whether each layer has one
  record Row(String ours, String theirs, boolean isInLayer, Change change) {}

  /// What has to be done to a weight.
  enum Change {
    NONE,
    /// `Conv1D` of GPT-2 has inputs first.
    TRANSPOSED,
    /// Norms of Gemma multiply by `1 + weight`.
    PLUS_ONE
  }

  private static final Pattern OURS =
      Pattern.compile("(blk\\.(?<layer>[0-9]+)\\.)?(?<stem>[a-z_]+)(?<ending>\\.(weight|bias))");

  /// What happens before the tables of decoders part.
  private static final SequencedMap<String, String> SHARED =
      named(
          "attn_norm", "input_layernorm",
          "attn_q", "self_attn.q_proj",
          "attn_k", "self_attn.k_proj",
          "attn_v", "self_attn.v_proj",
          "attn_qkv", "self_attn.qkv_proj",
          "attn_output", "self_attn.o_proj",
          "attn_q_norm", "self_attn.q_norm",
          "attn_k_norm", "self_attn.k_norm",
          "ffn_gate", "mlp.gate_proj",
          "ffn_down", "mlp.down_proj");

  private static final SequencedMap<String, String> TWO_NORMS =
      named(
          "ffn_norm", "post_attention_layernorm",
          "ffn_up", "mlp.up_proj");

  private static final SequencedMap<String, String> ONE_UP =
      named(
          "ffn_norm", "post_attention_layernorm",
          "ffn_up", "mlp.gate_up_proj");

  private static final SequencedMap<String, String> FOUR_NORMS =
      named(
          "post_attention_norm", "post_attention_layernorm",
          "ffn_norm", "pre_feedforward_layernorm",
          "post_ffw_norm", "post_feedforward_layernorm",
          "ffn_up", "mlp.up_proj");

  private static final List<HubNames> ALL =
      List.of(
          decoder("llama", "llama", TWO_NORMS),
          decoder("mistral", "llama", TWO_NORMS),
          decoder("qwen2", "qwen2", TWO_NORMS),
          decoder("qwen3", "qwen3", TWO_NORMS),
          decoder("gemma", "gemma", TWO_NORMS),
          decoder("gemma2", "gemma2", FOUR_NORMS),
          decoder("phi3", "phi3", ONE_UP),
          gpt2(),
          bert());

  /// What the files of this family call a weight.
  ///
  /// @param ours `blk.0.ffn_gate.weight`
  String theirs(String ours) {
    Matcher matcher = OURS.matcher(ours);
    if (!matcher.matches()) {
      return ours;
    }
    String layer = matcher.group("layer");
    String place = layer == null ? "" : layers + layer + ".";
    return rows.stream()
        .filter(row -> row.isInLayer() == (layer != null))
        .filter(row -> row.ours().equals(matcher.group("stem")))
        .findFirst()
        .map(row -> prefix(row) + place + row.theirs() + matcher.group("ending"))
        .orElse(ours);
  }

  private String prefix(Row row) {
    return row.ours().equals("output") ? "" : prefixes.getFirst();
  }

  /// Names here and there, in the order in which files that are written have them.
  private static SequencedMap<String, String> named(String... pairs) {
    SequencedMap<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      named.put(pairs[i], pairs[i + 1]);
    }
    return Collections.unmodifiableSequencedMap(named);
  }

  static @Nullable HubNames find(String type) {
    return ALL.stream().filter(names -> names.type.equals(type)).findFirst().orElse(null);
  }

  /// All types, for messages.
  static String types() {
    return String.join(", ", ALL.stream().map(HubNames::type).toList());
  }

  private static HubNames decoder(String type, String family, SequencedMap<String, String> more) {
    Change norms = family.startsWith("gemma") ? Change.PLUS_ONE : Change.NONE;
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("token_embd", "embed_tokens", false, Change.NONE));
    rows.add(new Row("output_norm", "norm", false, norms));
    rows.add(new Row("output", "lm_head", false, Change.NONE));
    for (SequencedMap<String, String> part : List.of(SHARED, more)) {
      part.forEach(
          (ours, theirs) -> {
            Change change = ours.endsWith("norm") ? norms : Change.NONE;
            rows.add(new Row(ours, theirs, true, change));
          });
    }
    return new HubNames(type, family, List.of("model.", ""), "layers.", List.copyOf(rows));
  }

  private static HubNames gpt2() {
    List<Row> rows =
        List.of(
            new Row("token_embd", "wte", false, Change.NONE),
            new Row("position_embd", "wpe", false, Change.NONE),
            new Row("output_norm", "ln_f", false, Change.NONE),
            new Row("output", "lm_head", false, Change.NONE),
            new Row("attn_norm", "ln_1", true, Change.NONE),
            new Row("attn_qkv", "attn.c_attn", true, Change.TRANSPOSED),
            new Row("attn_output", "attn.c_proj", true, Change.TRANSPOSED),
            new Row("ffn_norm", "ln_2", true, Change.NONE),
            new Row("ffn_up", "mlp.c_fc", true, Change.TRANSPOSED),
            new Row("ffn_down", "mlp.c_proj", true, Change.TRANSPOSED));
    return new HubNames("gpt2", "gpt2", List.of("transformer.", ""), "h.", rows);
  }

  private static HubNames bert() {
    List<Row> rows =
        List.of(
            new Row("token_embd", "embeddings.word_embeddings", false, Change.NONE),
            new Row("position_embd", "embeddings.position_embeddings", false, Change.NONE),
            new Row("token_types", "embeddings.token_type_embeddings", false, Change.NONE),
            new Row("token_embd_norm", "embeddings.LayerNorm", false, Change.NONE),
            new Row("attn_q", "attention.self.query", true, Change.NONE),
            new Row("attn_k", "attention.self.key", true, Change.NONE),
            new Row("attn_v", "attention.self.value", true, Change.NONE),
            new Row("attn_output", "attention.output.dense", true, Change.NONE),
            new Row("attn_output_norm", "attention.output.LayerNorm", true, Change.NONE),
            new Row("ffn_up", "intermediate.dense", true, Change.NONE),
            new Row("ffn_down", "output.dense", true, Change.NONE),
            new Row("layer_output_norm", "output.LayerNorm", true, Change.NONE));
    return new HubNames("bert", "bert", List.of("bert.", ""), "encoder.layer.", rows);
  }
}
