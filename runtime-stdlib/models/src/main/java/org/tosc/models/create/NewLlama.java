package org.tosc.models.create;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.token.train.TrainedVocabulary;
import org.tosc.models.weights.MadeWeights;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.Weights;
import org.tosc.rt.session.RandomSource;

/// A Llama with random weights. The rows of its tokens are also what logits are products with.
///
/// @param width numbers of a token's row
/// @param kvHeads of keys and values, which heads of queries share
/// @param feedForward width of the feed-forward network's middle
/// @param context the longest text, in tokens
public record NewLlama(
    int layers, int width, int heads, int kvHeads, int feedForward, int context) {
  /// Checks that the numbers fit.
  ///
  /// @throws IllegalArgumentException where they do not, and which
  public NewLlama {
    if (layers < 1 || width < 1 || heads < 1 || kvHeads < 1 || feedForward < 1 || context < 1) {
      throw new IllegalArgumentException("the numbers of a model are 1 and more");
    }
    if (width % heads != 0 || (width / heads) % 2 != 0) {
      throw new IllegalArgumentException(
          heads + " heads of an even number of features cannot share a width of " + width);
    }
    if (heads % kvHeads != 0) {
      throw new IllegalArgumentException(
          kvHeads + " heads of keys cannot be shared by " + heads + " heads");
    }
  }

  /// What its `.gguf` file says of it.
  public Metadata metadata(TrainedVocabulary vocabulary) {
    Map<String, MetadataValue> values = new LinkedHashMap<>();
    values.put("general.architecture", new MetadataValue.Text("llama"));
    values.put("llama.block_count", MetadataValue.count(layers));
    values.put("llama.context_length", MetadataValue.count(context));
    values.put("llama.embedding_length", MetadataValue.count(width));
    values.put("llama.feed_forward_length", MetadataValue.count(feedForward));
    values.put("llama.attention.head_count", MetadataValue.count(heads));
    values.put("llama.attention.head_count_kv", MetadataValue.count(kvHeads));
    values.put("llama.rope.dimension_count", MetadataValue.count(width / heads));
    values.put("llama.attention.layer_norm_rms_epsilon", MetadataValue.real(1e-5));
    values.putAll(vocabulary.metadata());
    return Metadata.of(values);
  }

  /// Random weights: of normal distributions whose variance is `2 / (5 · width)` (Nguyen and
  /// Salazar, "Transformers without Tears", 2019), and for what is added to rows `4 / (layers² ·
  /// width)`, so that deep models begin as calmly as flat ones (Wang and Komatsuzaki,
  /// "Mesh-Transformer-JAX", 2021; both as GPT-NeoX-20B has them). Norms are 1.
  ///
  /// @param vocabulary how many tokens there are
  public Weights weights(int vocabulary, RandomSource random) {
    return new Drawing(random).all(vocabulary);
  }

  /// Draws one weight after the other.
  private final class Drawing {
    private final RandomSource random;
    private final List<Weight> made = new ArrayList<>();
    private final double small = Math.sqrt(2.0 / (5.0 * width));
    private final double calm = 2 / (layers * Math.sqrt((double) width));

    Drawing(RandomSource random) {
      this.random = random;
    }

    Weights all(int vocabulary) {
      draw("token_embd", small, vocabulary, width);
      long keys = (long) kvHeads * (width / heads);
      for (int layer = 0; layer < layers; layer++) {
        String block = "blk." + layer + ".";
        ones(block + "attn_norm");
        draw(block + "attn_q", small, width, width);
        draw(block + "attn_k", small, keys, width);
        draw(block + "attn_v", small, keys, width);
        draw(block + "attn_output", calm, width, width);
        ones(block + "ffn_norm");
        draw(block + "ffn_gate", small, feedForward, width);
        draw(block + "ffn_up", small, feedForward, width);
        draw(block + "ffn_down", calm, width, feedForward);
      }
      ones("output_norm");
      return new MadeWeights(made);
    }

    private void draw(String name, double deviation, long out, long in) {
      add(name, () -> deviation * random.nextGaussian(), out, in);
    }

    private void ones(String name) {
      add(name, () -> 1, width);
    }

    private void add(String name, DoubleSupplier number, long... shape) {
      long count = shape.length == 1 ? shape[0] : Math.multiplyExact(shape[0], shape[1]);
      float[] numbers = new float[Math.toIntExact(count)];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) number.getAsDouble();
      }
      made.add(Weight.of(name + ".weight", shape, numbers));
    }
  }
}
