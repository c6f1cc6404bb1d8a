package org.tosc.models.transformer;

import org.jspecify.annotations.Nullable;
import org.tosc.models.blocks.Decoding;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.Weights;
import org.tosc.rt.tensor.file.TensorFileFault;

/// The rotary positions of a `.gguf` file: keys `{family}.rope.*`, and weights with a factor for
/// each pair.
final class GgufRotary {
  private static final String FACTORS = "rope_freqs.weight";
  private static final String SHORT_FACTORS = "rope_factors_short.weight";
  private static final String LONG_FACTORS = "rope_factors_long.weight";

  private final Metadata metadata;
  private final Weights weights;
  private final String prefix;

  /// @param prefix of the keys, with its dot
  GgufRotary(Metadata metadata, Weights weights, String prefix) {
    this.metadata = metadata;
    this.weights = weights;
    this.prefix = prefix;
  }

  /// @param context the longest text: LongRoPE has other factors for longer ones than those of
  ///   training, and the factors of a text cannot change as it grows, since its keys were turned
  Rotary read(int features, boolean pairsNeighbours, int context) {
    double base = positive("rope.freq_base", 10_000);
    if (base <= 1) {
      throw metadata.fault(prefix + "rope.freq_base", "expected more than 1, found " + base);
    }
    return scaling(features / 2, context).rotary(pairsNeighbours, features, base);
  }

  private RotaryScaling scaling(int pairs, int context) {
    double magnitude = positive("rope.scaling.attn_factor", 1);
    if (weights.find(LONG_FACTORS) != null || weights.find(SHORT_FACTORS) != null) {
      double original = positive("rope.scaling.original_context_length");
      String name = context > original ? LONG_FACTORS : SHORT_FACTORS;
      return new RotaryScaling.PerPair(factors(name, pairs), magnitude);
    }
    if (weights.find(FACTORS) != null) {
      return new RotaryScaling.PerPair(factors(FACTORS, pairs), 1);
    }
    String type = metadata.string(prefix + "rope.scaling.type", "linear");
    return switch (type) {
      case "none" -> new RotaryScaling.Linear(1);
      case "linear" -> new RotaryScaling.Linear(positive("rope.scaling.factor", 1));
      case "yarn" -> {
        double factor = positive("rope.scaling.factor");
        yield new RotaryScaling.Yarn(
            factor,
            positive("rope.scaling.original_context_length"),
            positive("rope.scaling.yarn_beta_fast", 32),
            positive("rope.scaling.yarn_beta_slow", 1),
            magnitude * RotaryScaling.Yarn.magnitude(factor));
      }
      case "longrope" ->
          throw metadata.fault(
              prefix + "rope.scaling.type",
              "`longrope` needs weights `" + LONG_FACTORS + "` and `" + SHORT_FACTORS + "`");
      default ->
          throw metadata.fault(
              prefix + "rope.scaling.type",
              "`"
                  + TensorFileFault.escaped(type)
                  + "` is not supported; none, linear, yarn and longrope are");
    };
  }

  private double[] factors(String name, int pairs) {
    @Nullable Weight weight = weights.find(name);
    if (weight == null) {
      throw metadata.fault("there is no weight `" + name + "`");
    }
    if (weight.elements() != pairs) {
      throw metadata.fault(
          "weight `" + name + "` has " + weight.elements() + " numbers, expected " + pairs);
    }
    float[] cells = Decoding.floats(weight);
    double[] factors = new double[pairs];
    for (int j = 0; j < pairs; j++) {
      factors[j] = cells[j];
      if (!(cells[j] > 0) || Float.isInfinite(cells[j])) {
        throw metadata.fault("weight `" + name + "` has the factor " + cells[j]);
      }
    }
    return factors;
  }

  private double positive(String name, double otherwise) {
    return metadata.has(prefix + name) ? positive(name) : otherwise;
  }

  /// A number above 0 of a key, whole or not.
  private double positive(String name) {
    double value = metadata.number(prefix + name);
    if (!(value > 0) || Double.isInfinite(value)) {
      throw metadata.fault(prefix + name, "expected a number above 0, found " + value);
    }
    return value;
  }
}
