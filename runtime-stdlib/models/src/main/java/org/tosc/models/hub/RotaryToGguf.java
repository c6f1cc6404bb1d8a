package org.tosc.models.hub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.transformer.Rotary;
import org.tosc.models.transformer.RotaryScaling;
import org.tosc.models.weights.Weight;

/// Rotary positions in the words of `.gguf` files: keys, and weights of factors, as
/// `convert_hf_to_gguf.py` of llama.cpp writes them.
final class RotaryToGguf {
  private final HubRotary config;
  private final Rotary rotary;
  private final int context;
  private final HubRotary.Positions positions;

  /// @param rotary what `config` says
  RotaryToGguf(HubRotary config, Rotary rotary, int context) {
    this.config = config;
    this.rotary = rotary;
    this.context = context;
    this.positions = config.positions(rotary.features(), context);
  }

  /// @param prefix of the keys, with its dot
  Map<String, MetadataValue> entries(String prefix) {
    Map<String, MetadataValue> entries = new LinkedHashMap<>();
    entries.put(prefix + "rope.dimension_count", MetadataValue.count(rotary.features()));
    entries.put(prefix + "rope.freq_base", MetadataValue.real(positions.base()));
    String scaling = prefix + "rope.scaling.";
    switch (positions.scaling()) {
      case RotaryScaling.Linear(double factor) -> {
        if (factor != 1) {
          entries.put(scaling + "type", new MetadataValue.Text("linear"));
          entries.put(scaling + "factor", MetadataValue.real(factor));
        }
      }
      case RotaryScaling.Yarn yarn -> {
        entries.put(scaling + "type", new MetadataValue.Text("yarn"));
        entries.put(scaling + "factor", MetadataValue.real(yarn.factor()));
        original(entries, scaling, yarn.original());
        entries.put(scaling + "yarn_beta_fast", MetadataValue.real(yarn.fast()));
        entries.put(scaling + "yarn_beta_slow", MetadataValue.real(yarn.slow()));
        double usual = RotaryScaling.Yarn.magnitude(yarn.factor());
        entries.put(scaling + "attn_factor", MetadataValue.real(yarn.magnitude() / usual));
      }
      case RotaryScaling.PerPair each -> {
        original(entries, scaling, config.original(context));
        entries.put(scaling + "attn_factor", MetadataValue.real(each.magnitude()));
      }
      case RotaryScaling.Llama3 _ -> {} // It is said by factors alone.
    }
    return entries;
  }

  private static void original(Map<String, MetadataValue> entries, String scaling, double tokens) {
    entries.put(scaling + "original_context_length", MetadataValue.count((int) tokens));
  }

  /// Weights that a file has for positions.
  List<Weight> factors() {
    return switch (positions.scaling()) {
      case RotaryScaling.Linear _, RotaryScaling.Yarn _ -> List.of();
      case RotaryScaling.Llama3 _ -> List.of(factors("rope_freqs.weight", parts()));
      case RotaryScaling.PerPair _ -> lists();
    };
  }

  private List<Weight> lists() {
    List<Weight> lists = new ArrayList<>();
    double[] longer = config.factors(HubRotary.LONG, rotary.features() / 2);
    double[] shorter = config.factors(HubRotary.SHORT, rotary.features() / 2);
    if (longer.length > 0) {
      lists.add(factors("rope_factors_long.weight", longer));
    }
    if (shorter.length > 0) {
      lists.add(factors("rope_factors_short.weight", shorter));
    }
    return lists;
  }

  /// How much slower each pair turns than it would without scaling.
  private double[] parts() {
    double[] frequencies = rotary.frequencies();
    double[] parts = new double[frequencies.length];
    for (int j = 0; j < parts.length; j++) {
      parts[j] = Math.pow(positions.base(), -2.0 * j / rotary.features()) / frequencies[j];
    }
    return parts;
  }

  private static Weight factors(String name, double[] factors) {
    float[] numbers = new float[factors.length];
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] = (float) factors[j];
    }
    return Weight.of(name, new long[] {numbers.length}, numbers);
  }
}
