package org.tosc.models.transformer;

import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;

/// The frequencies of rotary positions as a file describes them: a base, a factor for each pair
/// (`rope_freqs.weight`: Llama 3.1), or one for all (`rope.scaling.type` of `linear`).
final class RotaryScaling {
  private static final String FACTORS = "rope_freqs.weight";

  private RotaryScaling() {}

  /// @param prefix of the keys, with its dot
  static Rotary of(
      Metadata metadata, String prefix, GgufFile file, int features, boolean pairsNeighbours) {
    double base = metadata.real(prefix + "rope.freq_base", 10_000);
    String type = metadata.string(prefix + "rope.scaling.type", "none");
    double[] factors = factors(metadata, file.find(FACTORS), features / 2);
    double all =
        switch (type) {
          case "none" -> 1;
          case "linear" -> metadata.real(prefix + "rope.scaling.factor");
          default ->
              throw metadata.fault(
                  prefix + "rope.scaling.type",
                  "`" + type + "` is not supported; `none` and `linear` are");
        };
    double[] frequencies = Rotary.frequencies(features, base, factors);
    for (int j = 0; j < frequencies.length; j++) {
      frequencies[j] /= all;
    }
    return new Rotary(pairsNeighbours, features, frequencies, 1);
  }

  private static double[] factors(Metadata metadata, @Nullable Weight weight, int pairs) {
    if (weight == null) {
      return new double[0];
    }
    if (weight.format() != WeightFormat.F32 || weight.elements() != pairs) {
      throw metadata.fault(
          "general.architecture",
          "`"
              + FACTORS
              + "` has "
              + weight.elements()
              + " "
              + weight.format().text()
              + ", expected "
              + pairs
              + " f32");
    }
    double[] factors = new double[pairs];
    for (int j = 0; j < pairs; j++) {
      factors[j] = weight.bytes().get(ValueLayout.JAVA_FLOAT_UNALIGNED, (long) j * Float.BYTES);
    }
    return factors;
  }
}
