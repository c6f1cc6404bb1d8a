package org.tosc.driver.model;

import java.util.Arrays;

/// Rotary positions in `double`: RoFormer's, with a factor for all (linear), a factor for each pair
/// (Llama 3.1, LongRoPE), or YaRN (Peng et al., 2023, section 3.4, as `rope_yarn` of llama.cpp and
/// `_compute_yarn_parameters` of transformers have it).
///
/// @param pairsNeighbours llama's files have pairs side by side, the others half a head apart
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReferenceRotary(boolean pairsNeighbours, double[] radians, double magnitude) {
  static ReferenceRotary of(TinyModel model) {
    int size = model.sizes().headSize();
    int features = (int) model.number("rope.dimension_count", size);
    double base = model.number("rope.freq_base", 10_000);
    double[] radians = new double[features / 2];
    double[] factors = factors(model, radians.length);
    for (int j = 0; j < radians.length; j++) {
      radians[j] = 1 / (Math.pow(base, 2.0 * j / features) * factors[j]);
    }
    double magnitude = model.number("rope.scaling.attn_factor", 1);
    double factor = model.number("rope.scaling.factor", 1);
    if (model.text("rope.scaling.type", "").equals("yarn")) {
      double original = model.number("rope.scaling.original_context_length", 0);
      double low = Math.max(0, Math.floor(pairOfTurns(32, features, original, base)));
      double high = Math.min(features - 1, Math.ceil(pairOfTurns(1, features, original, base)));
      for (int j = 0; j < radians.length; j++) {
        double slow = Math.clamp((j - low) / Math.max(0.001, high - low), 0.0, 1.0);
        radians[j] = radians[j] / factor * slow + radians[j] * (1 - slow);
      }
      magnitude *= 0.1 * Math.log(factor) + 1;
    } else {
      for (int j = 0; j < radians.length; j++) {
        radians[j] /= factor;
      }
    }
    return new ReferenceRotary(model.family().equals("llama"), radians, magnitude);
  }

  /// Which pair makes so many turns within the original context.
  private static double pairOfTurns(int turns, int features, double original, double base) {
    return features * Math.log(original / (turns * 2 * Math.PI)) / (2 * Math.log(base));
  }

  private static double[] factors(TinyModel model, int pairs) {
    if (model.has("rope_freqs.weight")) {
      return model.cells("rope_freqs.weight");
    }
    if (model.has("rope_factors_long.weight")) {
      double original = model.number("rope.scaling.original_context_length", 0);
      String which = model.sizes().context() > original ? "long" : "short";
      return model.cells("rope_factors_" + which + ".weight");
    }
    double[] ones = new double[pairs];
    Arrays.fill(ones, 1);
    return ones;
  }

  /// Turns the first features of a head in place.
  void turn(double[] head, int position) {
    int pairs = radians.length;
    for (int j = 0; j < pairs; j++) {
      int first = pairsNeighbours ? 2 * j : j;
      int second = pairsNeighbours ? 2 * j + 1 : j + pairs;
      double cosine = magnitude * Math.cos(position * radians[j]);
      double sine = magnitude * Math.sin(position * radians[j]);
      double x = head[first];
      double y = head[second];
      head[first] = x * cosine - y * sine;
      head[second] = y * cosine + x * sine;
    }
  }
}
