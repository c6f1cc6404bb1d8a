package org.tosc.models.hub;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.models.transformer.Architecture;
import org.tosc.models.transformer.Rotary;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Finds out whether what a `.gguf` file says is the model that a folder has. For some of what
/// `config.json` may say there is no key, so a reader takes what the family usually has.
final class SameModel {
  /// Numbers are `f32` in files, and frequencies are made of two of them.
  private static final double CLOSE = 1e-5;

  private SameModel() {}

  /// Fails where it is another one, with what is different.
  static void require(Path folder, Architecture ours, Architecture theirs) {
    Map<String, Object> expected = parts(ours);
    Map<String, Object> found = parts(theirs);
    expected.forEach(
        (part, value) -> {
          if (!isClose(value, found.get(part))) {
            throw TensorFileFault.ofWhole(
                folder.toString(),
                "a .gguf file of `%s` cannot say this model's %s: %s, and there it is %s"
                    .formatted(ours.family(), part, value, found.get(part)));
          }
        });
  }

  private static boolean isClose(Object expected, @Nullable Object found) {
    if (expected instanceof Double a && found instanceof Double b) {
      return Math.abs(a - b) <= CLOSE * Math.max(Math.abs(a), Math.abs(b));
    }
    return expected.equals(found);
  }

  /// What an architecture is made of, by names for messages; sizes are checked with the weights.
  private static Map<String, Object> parts(Architecture a) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("norm", a.norm().kind());
    parts.put("epsilon of norms", a.norm().eps());
    parts.put("activation", a.activation());
    parts.put("gate", a.isGated());
    parts.put("order of norms", a.normsAfter());
    parts.put("direction", a.isCausal());
    parts.put("pooling", a.pooling());
    parts.put("scale of tokens", a.embeddingScale());
    parts.put("scale of attention", a.attention().scale());
    parts.put("cap of attention", a.attention().cap());
    parts.put("window", a.attention().window());
    parts.put("layers with a window", a.attention().windowEvery());
    parts.put("cap of logits", a.logitCap());
    Rotary rotary = a.rotary();
    if (rotary != null) {
      parts.put("features with rotary positions", rotary.features());
      parts.put("magnitude of rotary positions", rotary.magnitude());
      double[] frequencies = rotary.frequencies();
      for (int j = 0; j < frequencies.length; j++) {
        parts.put("frequency of rotary pair " + j, frequencies[j]);
      }
    }
    return parts;
  }
}
