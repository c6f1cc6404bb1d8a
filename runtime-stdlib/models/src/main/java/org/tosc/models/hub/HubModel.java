package org.tosc.models.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.models.safetensors.SafetensorsFile;
import org.tosc.models.safetensors.ShardedSafetensors;
import org.tosc.models.transformer.Architecture;
import org.tosc.models.transformer.Architecture.Pooling;
import org.tosc.models.transformer.ExpectedWeights;
import org.tosc.models.weights.Weights;
import org.tosc.rt.tensor.file.TensorFileFault;

/// A model in a folder: what it computes, and its weights by the names that GGUF files have.
///
/// @param weights stay open as long as the model is used
public record HubModel(Architecture architecture, Weights weights) {
  /// What tells such a folder from others.
  public static final String CONFIG = "config.json";

  private static final String WEIGHTS = "model.safetensors";

  /// Keys of sentence-transformers' `1_Pooling/config.json`, and what they choose.
  private static final Map<String, Pooling> POOLING =
      Map.of(
          "pooling_mode_mean_tokens", Pooling.MEAN,
          "pooling_mode_cls_token", Pooling.FIRST,
          "pooling_mode_lasttoken", Pooling.LAST);

  /// Opens a folder.
  ///
  /// @throws TensorFileFault where it has no model, or one that contradicts itself
  public static HubModel open(Path folder) {
    ConfigFile config = ConfigReader.read(folder.resolve(CONFIG));
    String type = config.text("model_type");
    @Nullable HubNames names = HubNames.find(type);
    if (names == null) {
      throw config.fault(
          "model_type",
          "`"
              + TensorFileFault.escaped(type)
              + "` is not supported; these are: "
              + HubNames.types());
    }
    Architecture architecture = HubArchitecture.of(config, names, pooling(folder));
    Weights files = weights(folder);
    try {
      boolean isTied = config.flag("tie_word_embeddings", false);
      HubWeights weights = new HubWeights(files, names, architecture.layers(), isTied);
      check(folder, architecture, weights);
      return new HubModel(architecture, weights);
    } catch (RuntimeException | Error e) {
      files.close();
      throw e;
    }
  }

  private static void check(Path folder, Architecture architecture, HubWeights weights) {
    ExpectedWeights.check(
        architecture,
        weights::shape,
        List.of(),
        reason -> new TensorFileFault(folder.toString(), 0, reason));
    List<String> unknown = weights.unknown();
    if (!unknown.isEmpty()) {
      throw new TensorFileFault(
          folder.toString(),
          0,
          "weight `" + TensorFileFault.escaped(unknown.getFirst()) + "` is not known");
    }
  }

  private static Weights weights(Path folder) {
    if (Files.exists(folder.resolve(ShardedSafetensors.INDEX))) {
      return ShardedSafetensors.open(folder);
    }
    if (Files.exists(folder.resolve(WEIGHTS))) {
      return SafetensorsFile.open(folder.resolve(WEIGHTS));
    }
    throw new TensorFileFault(
        folder.toString(),
        0,
        "expected weights as `" + WEIGHTS + "` or `" + ShardedSafetensors.INDEX + "`");
  }

  private static Pooling pooling(Path folder) {
    Path file = folder.resolve("1_Pooling").resolve(CONFIG);
    if (!Files.exists(file)) {
      return Pooling.NONE;
    }
    ConfigFile config = ConfigReader.read(file);
    return POOLING.keySet().stream()
        .sorted()
        .filter(key -> config.flag(key, false))
        .findFirst()
        .map(POOLING::get)
        .orElse(Pooling.NONE);
  }
}
