package org.tosc.models.hub;

import org.jspecify.annotations.Nullable;
import org.tosc.models.transformer.Rotary;
import org.tosc.models.transformer.RotaryScaling;
import org.tosc.rt.tensor.file.TensorFileFault;

/// The rotary positions of a `config.json`: `rope_theta` and `rope_scaling`, or both in
/// `rope_parameters`, as newer files have them. Source: `modeling_rope_utils.py` of transformers.
final class HubRotary {
  /// The lists of LongRoPE: for texts as long as those of training, and for longer ones.
  static final String SHORT = "short_factor";

  static final String LONG = "long_factor";

  private static final String ORIGINAL = "original_max_position_embeddings";

  private final ConfigFile config;

  /// What positions are made of.
  ///
  /// @param base of the frequencies
  record Positions(double base, RotaryScaling scaling) {}

  HubRotary(ConfigFile config) {
    this.config = config;
  }

  /// Pairs are half a head apart.
  Rotary read(int features, int context) {
    Positions positions = positions(features, context);
    return positions.scaling.rotary(false, features, positions.base);
  }

  Positions positions(int features, int context) {
    ConfigFile parameters = config.fields("rope_parameters");
    ConfigFile holder = parameters != null && parameters.has("rope_theta") ? parameters : config;
    double base = holder.positive("rope_theta", 10_000);
    if (base <= 1) {
      throw holder.fault("rope_theta", "expected more than 1, found " + base);
    }
    return new Positions(base, scaling(fields(), features / 2, context));
  }

  /// The object that tells the scaling; null where there is none.
  private @Nullable ConfigFile fields() {
    ConfigFile parameters = config.fields("rope_parameters");
    return parameters == null ? config.fields("rope_scaling") : parameters;
  }

  /// A list of LongRoPE; empty where the file has none.
  double[] factors(String key, int pairs) {
    ConfigFile fields = fields();
    return fields != null && fields.has(key) ? fields.positives(key, pairs) : new double[0];
  }

  /// How many tokens texts had before they were made longer; the context where the file does not
  /// say it.
  double original(int context) {
    ConfigFile fields = fields();
    return fields != null && fields.has(ORIGINAL)
        ? fields.positive(ORIGINAL)
        : config.positive(ORIGINAL, context);
  }

  private RotaryScaling scaling(@Nullable ConfigFile scaling, int pairs, int context) {
    if (scaling == null) {
      return new RotaryScaling.Linear(1);
    }
    String key = scaling.has("rope_type") ? "rope_type" : "type";
    String type = scaling.text(key, "default");
    return switch (type) {
      case "default" -> new RotaryScaling.Linear(1);
      case "linear" -> new RotaryScaling.Linear(scaling.positive("factor"));
      case "llama3" -> llama3(scaling);
      case "yarn" -> yarn(scaling, context);
      case "longrope", "su" -> longRope(scaling, pairs, context);
      default ->
          throw scaling.fault(
              key,
              "`"
                  + TensorFileFault.escaped(type)
                  + "` is not supported; default, linear, llama3, yarn and longrope are");
    };
  }

  private static RotaryScaling llama3(ConfigFile scaling) {
    double slow = scaling.positive("low_freq_factor");
    double fast = scaling.positive("high_freq_factor");
    if (fast <= slow) {
      throw scaling.fault("high_freq_factor", "expected more than " + slow + ", found " + fast);
    }
    double original = scaling.positive(ORIGINAL);
    return new RotaryScaling.Llama3(scaling.positive("factor"), original, slow, fast);
  }

  private static RotaryScaling yarn(ConfigFile scaling, int context) {
    double factor = scaling.positive("factor");
    return new RotaryScaling.Yarn(
        factor,
        scaling.positive(ORIGINAL, context),
        scaling.positive("beta_fast", 32),
        scaling.positive("beta_slow", 1),
        scaling.positive("attention_factor", RotaryScaling.Yarn.magnitude(factor)));
  }

  /// The magnitude follows from how much longer texts are than those of training.
  private RotaryScaling longRope(ConfigFile scaling, int pairs, int context) {
    double original =
        scaling.has(ORIGINAL) ? scaling.positive(ORIGINAL) : config.positive(ORIGINAL);
    double factor = context / original;
    double magnitude = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original));
    String factors = context > original ? LONG : SHORT;
    return new RotaryScaling.PerPair(
        scaling.positives(factors, pairs), scaling.positive("attention_factor", magnitude));
  }
}
