package org.tosc.models.transformer;

/// How the frequencies of rotary positions were changed to make a model read longer texts than it
/// was trained on first.
///
/// Sources: `modeling_rope_utils.py` of transformers; `ggml_rope_ext` of llama.cpp.
public sealed interface RotaryScaling {
  /// One factor for all pairs (kaiokendev, 2023); 1 for none.
  record Linear(double factor) implements RotaryScaling {}

  /// A factor for each pair (Llama 3.1 in GGUF files; LongRoPE, Ding et al., 2024).
  ///
  /// @param factors divide the frequencies
  /// @param magnitude multiplies what is turned
  // The record stands for its numbers and is never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record PerPair(double[] factors, double magnitude) implements RotaryScaling {
    public PerPair {
      factors = factors.clone();
    }

    @Override
    public double[] factors() {
      return factors.clone();
    }
  }

  /// Pairs that turn fast stay, those that turn slowly are divided, and between them lies a ramp
  /// (Peng et al., "YaRN", 2023, section 3.4).
  ///
  /// @param original how many tokens the texts of the first training had
  /// @param fast turns within these tokens from which on a pair stays; 32
  /// @param slow turns up to which a pair is divided; 1
  /// @param magnitude multiplies what is turned
  record Yarn(double factor, double original, double fast, double slow, double magnitude)
      implements RotaryScaling {
    /// What the paper has for the magnitude.
    public static double magnitude(double factor) {
      return factor <= 1 ? 1 : 0.1 * Math.log(factor) + 1;
    }
  }

  /// The same with a ramp over the turns themselves (`rope_type` of `llama3` in `config.json`).
  ///
  /// @param slow turns up to which a pair is divided
  /// @param fast turns from which on a pair stays
  record Llama3(double factor, double original, double slow, double fast)
      implements RotaryScaling {}

  /// The positions of a model.
  ///
  /// @param features of a head that are turned
  /// @param base of the frequencies, which fall from 1 to nearly `1 / base`
  default Rotary rotary(boolean pairsNeighbours, int features, double base) {
    double[] plain = new double[features / 2];
    double[] scaled = new double[features / 2];
    for (int j = 0; j < plain.length; j++) {
      plain[j] = Math.pow(base, -2.0 * j / features);
      scaled[j] = plain[j] * part(j, plain[j], features, base);
    }
    double magnitude =
        switch (this) {
          case Linear _, Llama3 _ -> 1;
          case PerPair each -> each.magnitude;
          case Yarn yarn -> yarn.magnitude;
        };
    return new Rotary(pairsNeighbours, features, scaled, magnitude);
  }

  /// What is left of the frequency of pair `j`, as a part of it.
  private double part(int j, double frequency, int features, double base) {
    return switch (this) {
      case Linear(double factor) -> 1 / factor;
      case PerPair each -> 1 / each.factors[j];
      case Yarn yarn -> mixed(yarn.factor, 1 - slowness(yarn, j, features, base));
      case Llama3 llama -> {
        double turns = llama.original * frequency / (2 * Math.PI);
        double fastness = (turns - llama.slow) / (llama.fast - llama.slow);
        yield mixed(llama.factor, Math.clamp(fastness, 0.0, 1.0));
      }
    };
  }

  /// Between divided and as it is.
  private static double mixed(double factor, double fastness) {
    return (1 - fastness) / factor + fastness;
  }

  /// 0 for pairs that stay, 1 for those that are divided.
  private static double slowness(Yarn yarn, int j, int features, double base) {
    double low = Math.max(0, Math.floor(pair(yarn, yarn.fast, features, base)));
    double high = Math.min(features - 1, Math.ceil(pair(yarn, yarn.slow, features, base)));
    return Math.clamp((j - low) / Math.max(0.001, high - low), 0.0, 1.0);
  }

  /// Which pair makes so many turns within the original context.
  private static double pair(Yarn yarn, double turns, int features, double base) {
    return features * Math.log(yarn.original / (turns * 2 * Math.PI)) / (2 * Math.log(base));
  }
}
