package org.tosc.driver.model;

import java.util.List;
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
    return llama(new Sizes(2, 40, 5, 5, 8, 56, 67, 200));
  }

  private static TinyModel llama(Sizes sizes) {
    return start("llama", "llama", sizes)
        .with("rope.dimension_count", sizes.headSize())
        .norms("rms_", 1e-5)
        .attention()
        .gated()
        .end(true);
  }

  /// With so many heads that threads share them.
  static TinyModel manyHeads() {
    return llama(new Sizes(1, 512, 8, 8, 64, 40, 51, 200));
  }

  /// As in Llama 3.1: shared keys, and a factor for each pair of features.
  static TinyModel llama3() {
    Sizes sizes = new Sizes(2, 48, 6, 2, 12, 40, 51, 333);
    return start("llama 3", "llama", sizes)
        .with("rope.freq_base", 500_000.0)
        .norms("rms_", 1e-5)
        .attention()
        .gated()
        .weight("rope_freqs.weight", llama3Factors(500_000, 12, 64), 6)
        .end(true);
  }

  /// The factors that Llama 3.1 has for a scale of 8: pairs whose waves are longer than the context
  /// of training are divided, those of a quarter of it and less are not. Source:
  /// `generate_extra_tensors` of `LlamaModel` in `convert_hf_to_gguf.py`.
  private static float[] llama3Factors(double base, int features, double original) {
    float[] factors = new float[features / 2];
    for (int j = 0; j < factors.length; j++) {
      double wave = 2 * Math.PI * Math.pow(base, 2.0 * j / features);
      double smooth = (original / wave - 1) / (4.0 - 1);
      if (wave < original / 4) {
        factors[j] = 1;
      } else if (wave > original) {
        factors[j] = 8;
      } else {
        factors[j] = (float) (1 / ((1 - smooth) / 8 + smooth));
      }
    }
    return factors;
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
    return qwen2(new Sizes(2, 40, 4, 2, 10, 52, 45, 200));
  }

  private static TinyModel qwen2(Sizes sizes) {
    return start("qwen2", "qwen2", sizes)
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
    return qwen3(new Sizes(2, 24, 6, 3, 16, 36, 45, 200));
  }

  private static TinyModel qwen3(Sizes sizes) {
    return start("qwen3", "qwen3", sizes)
        .with("attention.key_length", sizes.headSize())
        .with("attention.value_length", sizes.headSize())
        .with("rope.freq_base", 1_000_000.0)
        .norms("rms_", 1e-6)
        .attention()
        .layerNorms(sizes.headSize(), "attn_q_norm", "attn_k_norm")
        .gated()
        .end(false);
  }

  static TinyModel gemma() {
    return gemma(new Sizes(2, 36, 4, 1, 14, 48, 61, 200));
  }

  private static TinyModel gemma(Sizes sizes) {
    return start("gemma", "gemma", sizes)
        .with("attention.key_length", sizes.headSize())
        .with("attention.value_length", sizes.headSize())
        .norms("rms_", 1e-6)
        .attention()
        .gated()
        .end(false);
  }

  static TinyModel gemma2() {
    return gemma2(new Sizes(3, 36, 4, 2, 14, 48, 61, 200));
  }

  private static TinyModel gemma2(Sizes sizes) {
    return start("gemma2", "gemma2", sizes)
        .with("attention.key_length", sizes.headSize())
        .with("attention.value_length", sizes.headSize())
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
    return phi3(new Sizes(2, 48, 3, 1, 16, 36, 50, 200));
  }

  private static TinyModel phi3(Sizes sizes) {
    return start("phi3", "phi3", sizes)
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
        .with("rope.scaling.attn_factor", magnitude(context, original))
        .norms("rms_", 1e-5)
        .fused()
        .gatedInOne()
        .weight("rope_factors_long.weight", factors, 8)
        .weight("rope_factors_short.weight", few, 8)
        .end(true);
  }

  /// `Phi3LongRoPEScaledRotaryEmbedding` of transformers.
  private static double magnitude(double context, double original) {
    return context <= original
        ? 1
        : Math.sqrt(1 + Math.log(context / original) / Math.log(original));
  }

  static TinyModel gpt2() {
    return gpt2(new Sizes(2, 36, 3, 3, 12, 50, 53, 140));
  }

  private static TinyModel gpt2(Sizes sizes) {
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
    TinyBuilder model =
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

  /// The same with rows of 256 elements, or twice as many, which are whole blocks of `q4_k`.
  static TinyModel superBlocks() {
    return start("super-blocks", "llama", new Sizes(1, 256, 4, 2, 64, 512, 70, 200))
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

  /// Decoders of every family whose matrices have rows of whole blocks.
  static List<TinyModel> decodersOfBlocks() {
    Sizes sizes = new Sizes(2, 64, 4, 2, 16, 96, 70, 200);
    return List.of(
        llama(sizes),
        qwen2(sizes),
        qwen3(sizes),
        gemma(sizes),
        gemma2(sizes),
        phi3(sizes),
        gpt2(sizes));
  }

  static List<TinyModel> encoders() {
    return List.of(bert(0), bert(1), bert(2));
  }

  private static TinyBuilder start(String name, String family, Sizes sizes) {
    return new TinyBuilder(name, family, sizes);
  }
}
