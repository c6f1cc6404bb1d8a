package org.tosc.models.hub;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.models.transformer.Architecture;
import org.tosc.models.transformer.Architecture.Activation;
import org.tosc.models.transformer.Architecture.Attention;
import org.tosc.models.transformer.Architecture.Normalization;
import org.tosc.models.transformer.Architecture.Pooling;
import org.tosc.models.transformer.Families;
import org.tosc.models.transformer.Rotary;
import org.tosc.rt.tensor.file.TensorFileFault;

/// The architecture that a `config.json` describes. Sources of keys and of what they are where they
/// are missing: `configuration_*.py` of transformers.
final class HubArchitecture {
  /// More than any model has, and few enough for sums of sizes to stay small.
  private static final int MOST = 1 << 24;

  private static final String GEMMAS = "hidden_activation";

  /// The names that transformers has for functions (`activations.py`).
  private static final Map<String, Activation> ACTIVATIONS =
      Map.of(
          "silu", Activation.SILU,
          "swish", Activation.SILU,
          "gelu", Activation.GELU_EXACT,
          "gelu_new", Activation.GELU,
          "gelu_fast", Activation.GELU,
          "gelu_pytorch_tanh", Activation.GELU,
          "relu", Activation.RELU);

  private final ConfigFile config;
  private final Families family;
  private final String type;
  private final Pooling pooling;

  private HubArchitecture(ConfigFile config, HubNames names, Pooling pooling) {
    this.config = config;
    this.type = names.type();
    this.family = Objects.requireNonNull(Families.find(names.family()));
    this.pooling = pooling;
  }

  static Architecture of(ConfigFile config, HubNames names, Pooling pooling) {
    if (config.has("quantization_config")) {
      throw config.fault("quantization_config", "weights that are quantised so are not supported");
    }
    HubArchitecture reader = new HubArchitecture(config, names, pooling);
    return names.type().equals("gpt2") ? reader.gpt2() : reader.read();
  }

  private Architecture read() {
    int width = count("hidden_size");
    int heads = count("num_attention_heads");
    int size = headSize(width, heads);
    int context = count("max_position_embeddings");
    if (!config.text("position_embedding_type", "absolute").equals("absolute")) {
      throw config.fault("position_embedding_type", "`absolute` is supported, and nothing else");
    }
    String eps = family.isEncoder() ? "layer_norm_eps" : "rms_norm_eps";
    return architecture(
        count("num_hidden_layers"),
        width,
        heads,
        config.count("num_key_value_heads", heads, heads),
        size,
        count("intermediate_size"),
        context,
        config.number(eps, family.isEncoder() ? 1e-12 : 1e-6),
        family.isEncoder() ? null : rotary(size, context),
        new Attention(
            scale(size),
            type.equals("gemma2") ? config.number("attn_logit_softcapping", 0) : 0,
            window(),
            family.windowEvery()),
        activation("hidden_act", "silu"));
  }

  private Architecture gpt2() {
    if (config.flag("scale_attn_by_inverse_layer_idx", false)) {
      throw config.fault("scale_attn_by_inverse_layer_idx", "`true` is not supported");
    }
    int width = count("n_embd");
    int heads = count("n_head");
    int size = headSize(width, heads);
    double scale = config.flag("scale_attn_weights", true) ? scale(size) : 1;
    return architecture(
        count("n_layer"),
        width,
        heads,
        heads,
        size,
        config.count("n_inner", MOST, Math.multiplyExact(width, 4)),
        count("n_positions"),
        config.number("layer_norm_epsilon", 1e-5),
        null,
        new Attention(scale, 0, 0, 1),
        activation("activation_function", "gelu_new"));
  }

  private Architecture architecture(
      int layers,
      int width,
      int heads,
      int kvHeads,
      int headSize,
      int feedForward,
      int context,
      double eps,
      @Nullable Rotary rotary,
      Attention attention,
      Activation activation) {
    if (heads % kvHeads != 0) {
      throw config.fault("num_key_value_heads", kvHeads + " heads cannot be shared by " + heads);
    }
    return new Architecture(
        family.text(),
        layers,
        width,
        heads,
        kvHeads,
        headSize,
        feedForward,
        count("vocab_size"),
        context,
        new Normalization(family.norm(), eps),
        rotary,
        attention,
        activation,
        family.isGated(),
        family.isEncoder(),
        family.scalesEmbeddings() ? Math.sqrt((double) width) : 1,
        type.equals("gemma2") ? config.number("final_logit_softcapping", 0) : 0,
        !family.isEncoder(),
        pooling);
  }

  /// Qwen 3 and Gemma have sizes of their own where the file has none.
  private int headSize(int width, int heads) {
    int otherwise =
        switch (type) {
          case "qwen3" -> 128;
          case "gemma", "gemma2" -> 256;
          default -> width / heads;
        };
    if (otherwise == 0) {
      throw config.fault("num_attention_heads", heads + " heads of rows of " + width + " numbers");
    }
    return config.count("head_dim", MOST, otherwise);
  }

  private double scale(int size) {
    double scaled = size;
    if (type.equals("gemma2")) {
      scaled = config.positive("query_pre_attn_scalar", 256);
    }
    return 1 / Math.sqrt(scaled);
  }

  /// How many tokens a token sees; 0 for all. Qwen has a window only where it is told to use it.
  private int window() {
    boolean isQwen = type.startsWith("qwen");
    if (isQwen && config.flag("use_sliding_window", false)) {
      throw config.fault("use_sliding_window", "`true` is not supported");
    }
    boolean mayHave = type.equals("mistral") || type.equals("phi3") || type.equals("gemma2");
    return mayHave && config.has("sliding_window") ? count("sliding_window") : 0;
  }

  private Rotary rotary(int size, int context) {
    double part = config.positive("partial_rotary_factor", 1);
    int features = (int) (size * part);
    if (features < 2 || features > size || features % 2 != 0) {
      throw config.fault(
          "partial_rotary_factor", features + " of " + size + " features are turned");
    }
    return new HubRotary(config).read(features, context);
  }

  /// Gemma's first files say `gelu` and mean the one by `tanh`, which later ones have as
  /// `hidden_activation`.
  private Activation activation(String key, String otherwise) {
    if (type.startsWith("gemma")) {
      return config.has(GEMMAS) ? named(GEMMAS, config.text(GEMMAS)) : Activation.GELU;
    }
    return named(key, config.text(key, family.isEncoder() ? "gelu" : otherwise));
  }

  private Activation named(String key, String name) {
    Activation activation = ACTIVATIONS.get(name);
    if (activation == null) {
      throw config.fault(
          key, "there is no function `" + TensorFileFault.escaped(name) + "` of that name here");
    }
    return activation;
  }

  private int count(String key) {
    return config.count(key, MOST);
  }
}
