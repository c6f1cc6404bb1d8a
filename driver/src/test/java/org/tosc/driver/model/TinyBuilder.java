package org.tosc.driver.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.tosc.driver.model.TinyModel.Sizes;

/// A model under construction.
final class TinyBuilder {
  private final String name;
  private final String family;
  private final Sizes s;
  private final Map<String, Object> keys = new LinkedHashMap<>();
  private final Map<String, TinyWeight> weights = new LinkedHashMap<>();
  private final SplittableRandom random;

  TinyBuilder(String name, String family, Sizes sizes) {
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

  TinyBuilder with(String key, Object value) {
    keys.put(key, value);
    return this;
  }

  TinyBuilder weight(String weight, float[] numbers, long... shape) {
    weights.put(weight, TinyWeight.of(numbers, shape));
    return this;
  }

  /// Numbers around 0.
  TinyBuilder random(String weight, double deviation, int... shape) {
    return filled(weight, 0, deviation, shape);
  }

  /// Numbers around 1.
  TinyBuilder near(String weight, int... shape) {
    return filled(weight, 1, 0.2, shape);
  }

  private TinyBuilder filled(String weight, double mean, double deviation, int... shape) {
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

  private TinyBuilder matrix(String weight, int out, int in) {
    return random(weight + ".weight", 1.2 / Math.sqrt(in), out, in);
  }

  TinyBuilder norms(String kind, double eps) {
    keys.put("attention.layer_norm_" + kind + "epsilon", eps);
    return layerNorms(s.width(), "attn_norm", "ffn_norm").near("output_norm.weight", s.width());
  }

  TinyBuilder normBiases() {
    return biases("attn_norm", "ffn_norm").random("output_norm.bias", 0.1, s.width());
  }

  TinyBuilder layerNorms(int width, String... names) {
    for (int layer = 0; layer < s.layers(); layer++) {
      for (String norm : names) {
        near("blk." + layer + "." + norm + ".weight", width);
      }
    }
    return this;
  }

  /// Biases of weights, those of products with as many numbers as their weights have rows.
  TinyBuilder biases(String... names) {
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

  TinyBuilder attention() {
    for (int layer = 0; layer < s.layers(); layer++) {
      String blk = "blk." + layer + ".";
      matrix(blk + "attn_q", outputs("attn_q"), s.width());
      matrix(blk + "attn_k", outputs("attn_k"), s.width());
      matrix(blk + "attn_v", outputs("attn_v"), s.width());
      matrix(blk + "attn_output", s.width(), s.heads() * s.headSize());
    }
    return this;
  }

  TinyBuilder fused() {
    for (int layer = 0; layer < s.layers(); layer++) {
      String blk = "blk." + layer + ".";
      matrix(blk + "attn_qkv", outputs("attn_qkv"), s.width());
      matrix(blk + "attn_output", s.width(), s.heads() * s.headSize());
    }
    return this;
  }

  TinyBuilder gated() {
    for (int layer = 0; layer < s.layers(); layer++) {
      matrix("blk." + layer + ".ffn_gate", s.feedForward(), s.width());
    }
    return plain();
  }

  TinyBuilder plain() {
    for (int layer = 0; layer < s.layers(); layer++) {
      matrix("blk." + layer + ".ffn_up", s.feedForward(), s.width());
      matrix("blk." + layer + ".ffn_down", s.width(), s.feedForward());
    }
    return this;
  }

  TinyBuilder gatedInOne() {
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
