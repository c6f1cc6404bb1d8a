package org.tosc.driver.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tosc.driver.model.TinyModel.Sizes;

/// Tiny random models of every family, with the sizes that are awkward: heads that share keys by
/// threes, heads wider than the model's width has room for, few rotary features, contexts that are
/// no multiple of the cache's pages.
final class TinyModels {
  private TinyModels() {}

  /// All of decoders.
  static List<TinyModel> decoders() {
    return List.of(
        llama(),
        llama3(),
        mistral(),
        linear(),
        qwen2(),
        yarn(),
        qwen3(),
        gemma(),
        gemma2(),
        phi3(),
        longRope(96),
        longRope(24),
        gpt2());
  }

  /// As in Llama 2: every head has keys of its own.
  static TinyModel llama() {
    return start("llama", "llama", new Sizes(2, 40, 5, 5, 8, 56, 67, 200))
        .with("rope.dimension_count", 8)
        .norms("rms_", 1e-5)
        .attention()
        .gated()
        .end(true);
  }

  /// As in Llama 3.1: shared keys, and a factor for each pair of features.
  static TinyModel llama3() {
    Sizes sizes = new Sizes(2, 48, 6, 2, 12, 40, 51, 333);
    float[] factors = {1, 1, 1.5f, 3, 8, 8};
    return start("llama 3", "llama", sizes)
        .with("rope.freq_base", 500_000.0)
        .norms("rms_", 1e-5)
        .attention()
        .gated()
        .weight("rope_freqs.weight", factors, 6)
        .end(true);
  }

  /// A window that is longer than a page of the cache and shorter than the text.
  static TinyModel mistral() {
    return start("mistral", "llama", new Sizes(2, 36, 3, 1, 12, 44, 40, 200))
        .with("attention.sliding_window", 70)
        .norms("rms_", 1e-6)
        .attention()
        .gated()
        .end(true);
  }

  /// Positions divided by a factor.
  static TinyModel linear() {
    return start("linear", "llama", new Sizes(1, 32, 4, 2, 8, 33, 37, 150))
        .with("rope.scaling.type", "linear")
        .with("rope.scaling.factor", 4.0)
        .norms("rms_", 1e-5)
        .attention()
        .gated()
        .end(false);
  }

  static TinyModel qwen2() {
    return start("qwen2", "qwen2", new Sizes(2, 40, 4, 2, 10, 52, 45, 200))
        .with("rope.freq_base", 1_000_000.0)
        .norms("rms_", 1e-6)
        .attention()
        .biases("attn_q", "attn_k", "attn_v")
        .gated()
        .end(false);
  }

  /// YaRN as Qwen 2.5 has it: of 16 pairs some turn fast, some slowly, some between.
  static TinyModel yarn() {
    return start("yarn", "qwen2", new Sizes(2, 32, 2, 1, 32, 40, 45, 256))
        .with("rope.freq_base", 10_000.0)
        .with("rope.scaling.type", "yarn")
        .with("rope.scaling.factor", 4.0)
        .with("rope.scaling.original_context_length", 64)
        .with("attention.key_length", 32)
        .with("attention.value_length", 32)
        .norms("rms_", 1e-6)
        .attention()
        .biases("attn_q", "attn_k", "attn_v")
        .gated()
        .end(true);
  }

  /// Heads that together are wider than the model, and norms of queries and keys.
  static TinyModel qwen3() {
    return start("qwen3", "qwen3", new Sizes(2, 24, 6, 3, 16, 36, 45, 200))
        .with("attention.key_length", 16)
        .with("attention.value_length", 16)
        .with("rope.freq_base", 1_000_000.0)
        .norms("rms_", 1e-6)
        .attention()
        .layerNorms(16, "attn_q_norm", "attn_k_norm")
        .gated()
        .end(false);
  }

  static TinyModel gemma() {
    return start("gemma", "gemma", new Sizes(2, 36, 4, 1, 14, 48, 61, 200))
        .with("attention.key_length", 14)
        .with("attention.value_length", 14)
        .norms("rms_", 1e-6)
        .attention()
        .gated()
        .end(false);
  }

  static TinyModel gemma2() {
    Sizes sizes = new Sizes(3, 36, 4, 2, 14, 48, 61, 200);
    return start("gemma2", "gemma2", sizes)
        .with("attention.key_length", 14)
        .with("attention.value_length", 14)
        .with("attention.sliding_window", 9)
        .with("attn_logit_softcapping", 2.0)
        .with("final_logit_softcapping", 3.0)
        .norms("rms_", 1e-6)
        .attention()
        .layerNorms(sizes.width(), "post_attention_norm", "post_ffw_norm")
        .gated()
        .end(false);
  }

  /// One weight for queries, keys and values, and one for gate and up; three quarters of the
  /// features are turned, as in Phi-4-mini.
  static TinyModel phi3() {
    return start("phi3", "phi3", new Sizes(2, 48, 3, 1, 16, 36, 50, 200))
        .with("rope.dimension_count", 12)
        .with("attention.sliding_window", 50)
        .norms("rms_", 1e-5)
        .fused()
        .gatedInOne()
        .end(true);
  }

  /// LongRoPE, with the long factors where the context is longer than the one of training.
  static TinyModel longRope(int original) {
    float[] factors = {1, 1.2f, 1.7f, 2.5f, 4, 6, 7, 8};
    float[] few = {1, 1, 1.1f, 1.2f, 1.3f, 1.3f, 1.4f, 1.5f};
    int context = original == 96 ? 96 : 192;
    return start("longrope " + original, "phi3", new Sizes(2, 48, 3, 3, 16, 36, 50, context))
        .with("rope.dimension_count", 16)
        .with("rope.scaling.original_context_length", original)
        .with("rope.scaling.attn_factor", original == 96 ? 1.0 : 1.1902380714238083)
        .norms("rms_", 1e-5)
        .fused()
        .gatedInOne()
        .weight("rope_factors_long.weight", factors, 8)
        .weight("rope_factors_short.weight", few, 8)
        .end(true);
  }

  static TinyModel gpt2() {
    Sizes sizes = new Sizes(2, 36, 3, 3, 12, 50, 53, 140);
    return start("gpt2", "gpt2", sizes)
        .norms("", 1e-5)
        .normBiases()
        .fused()
        .biases("attn_qkv", "attn_output", "ffn_up", "ffn_down")
        .plain()
        .random("position_embd.weight", 0.5, sizes.context(), sizes.width())
        .end(false);
  }

  /// An encoder.
  ///
  /// @param pooling 0 for none, 1 for the mean of all rows, 2 for the first row
  static TinyModel bert(int pooling) {
    Sizes sizes = new Sizes(2, 36, 3, 3, 12, 50, 53, 140);
    Building model =
        start("bert " + pooling, "bert", sizes)
            .with("attention.layer_norm_epsilon", 1e-12)
            .with("attention.causal", false)
            .with("pooling_type", pooling)
            .layerNorms(sizes.width(), "attn_output_norm", "layer_output_norm")
            .attention()
            .biases("attn_q", "attn_k", "attn_v", "attn_output", "ffn_up", "ffn_down")
            .biases("attn_output_norm", "layer_output_norm")
            .plain()
            .random("position_embd.weight", 0.5, sizes.context(), sizes.width())
            .random("token_types.weight", 0.5, 2, sizes.width())
            .near("token_embd_norm.weight", sizes.width())
            .random("token_embd_norm.bias", 0.1, sizes.width());
    return model.finish();
  }

  /// A model whose matrices have rows of whole blocks.
  static TinyModel blocks() {
    return start("blocks", "llama", new Sizes(2, 64, 4, 2, 16, 96, 70, 200))
        .norms("rms_", 1e-5)
        .attention()
        .gated()
        .end(true);
  }

  /// The same with one weight for logits and for rows of tokens, and with biases.
  static TinyModel tiedBlocks() {
    return start("tied blocks", "qwen2", new Sizes(2, 64, 4, 1, 16, 96, 70, 200))
        .norms("rms_", 1e-5)
        .attention()
        .biases("attn_q", "attn_k", "attn_v")
        .gated()
        .end(false);
  }

  static List<TinyModel> encoders() {
    return List.of(bert(0), bert(1), bert(2));
  }

  private static Building start(String name, String family, Sizes sizes) {
    return new Building(name, family, sizes);
  }

  /// A model under construction.
  private static final class Building {
    private final String name;
    private final String family;
    private final Sizes s;
    private final Map<String, Object> keys = new LinkedHashMap<>();
    private final Map<String, TinyWeight> weights = new LinkedHashMap<>();
    private final SplittableRandom random;

    Building(String name, String family, Sizes sizes) {
      this.name = name;
      this.family = family;
      this.s = sizes;
      this.random = new SplittableRandom(name.hashCode());
      keys.put("context_length", s.context());
      keys.put("embedding_length", s.width());
      keys.put("block_count", s.layers());
      keys.put("feed_forward_length", s.feedForward());
      keys.put("attention.head_count", s.heads());
      keys.put("attention.head_count_kv", s.kvHeads());
      if (s.heads() * s.headSize() != s.width()) {
        keys.put("attention.key_length", s.headSize());
        keys.put("attention.value_length", s.headSize());
      }
      random("token_embd.weight", 0.7, s.vocabulary(), s.width());
    }

    Building with(String key, Object value) {
      keys.put(key, value);
      return this;
    }

    Building weight(String weight, float[] numbers, long... shape) {
      weights.put(weight, TinyWeight.of(numbers, shape));
      return this;
    }

    /// Numbers around 0.
    Building random(String weight, double deviation, int... shape) {
      return filled(weight, 0, deviation, shape);
    }

    /// Numbers around 1.
    Building near(String weight, int... shape) {
      return filled(weight, 1, 0.2, shape);
    }

    private Building filled(String weight, double mean, double deviation, int... shape) {
      long[] extents = new long[shape.length];
      int count = 1;
      for (int i = 0; i < shape.length; i++) {
        extents[i] = shape[i];
        count *= shape[i];
      }
      float[] numbers = new float[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = (float) random.nextGaussian(mean, deviation);
      }
      return weight(weight, numbers, extents);
    }

    private Building matrix(String weight, int out, int in) {
      return random(weight + ".weight", 1.2 / Math.sqrt(in), out, in);
    }

    Building norms(String kind, double eps) {
      keys.put("attention.layer_norm_" + kind + "epsilon", eps);
      return layerNorms(s.width(), "attn_norm", "ffn_norm").near("output_norm.weight", s.width());
    }

    Building normBiases() {
      return biases("attn_norm", "ffn_norm").random("output_norm.bias", 0.1, s.width());
    }

    Building layerNorms(int width, String... names) {
      for (int layer = 0; layer < s.layers(); layer++) {
        for (String norm : names) {
          near("blk." + layer + "." + norm + ".weight", width);
        }
      }
      return this;
    }

    /// Biases of weights, those of products with as many numbers as their weights have rows.
    Building biases(String... names) {
      for (int layer = 0; layer < s.layers(); layer++) {
        for (String weight : names) {
          random("blk." + layer + "." + weight + ".bias", 0.2, outputs(weight));
        }
      }
      return this;
    }

    private int outputs(String weight) {
      return switch (weight) {
        case "attn_q" -> s.heads() * s.headSize();
        case "attn_k", "attn_v" -> s.kvHeads() * s.headSize();
        case "attn_qkv" -> (s.heads() + 2 * s.kvHeads()) * s.headSize();
        case "ffn_up" -> s.feedForward();
        default -> s.width();
      };
    }

    Building attention() {
      for (int layer = 0; layer < s.layers(); layer++) {
        String blk = "blk." + layer + ".";
        matrix(blk + "attn_q", outputs("attn_q"), s.width());
        matrix(blk + "attn_k", outputs("attn_k"), s.width());
        matrix(blk + "attn_v", outputs("attn_v"), s.width());
        matrix(blk + "attn_output", s.width(), s.heads() * s.headSize());
      }
      return this;
    }

    Building fused() {
      for (int layer = 0; layer < s.layers(); layer++) {
        String blk = "blk." + layer + ".";
        matrix(blk + "attn_qkv", outputs("attn_qkv"), s.width());
        matrix(blk + "attn_output", s.width(), s.heads() * s.headSize());
      }
      return this;
    }

    Building gated() {
      for (int layer = 0; layer < s.layers(); layer++) {
        matrix("blk." + layer + ".ffn_gate", s.feedForward(), s.width());
      }
      return plain();
    }

    Building plain() {
      for (int layer = 0; layer < s.layers(); layer++) {
        matrix("blk." + layer + ".ffn_up", s.feedForward(), s.width());
        matrix("blk." + layer + ".ffn_down", s.width(), s.feedForward());
      }
      return this;
    }

    Building gatedInOne() {
      for (int layer = 0; layer < s.layers(); layer++) {
        matrix("blk." + layer + ".ffn_up", 2 * s.feedForward(), s.width());
        matrix("blk." + layer + ".ffn_down", s.width(), s.feedForward());
      }
      return this;
    }

    /// @param hasOutput whether logits have a weight of their own
    TinyModel end(boolean hasOutput) {
      if (hasOutput) {
        matrix("output", s.vocabulary(), s.width());
      }
      return finish();
    }

    TinyModel finish() {
      return new TinyModel(name, family, s, keys, weights);
    }
  }
}
