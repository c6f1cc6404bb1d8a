package org.tosc.models.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tosc.models.safetensors.SafetensorsFile;
import org.tosc.models.safetensors.ShardedSafetensors;
import org.tosc.models.transformer.Architecture;
import org.tosc.models.transformer.Architecture.Pooling;
import org.tosc.models.transformer.ExpectedWeights;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.Weights;
import org.tosc.rt.tensor.file.TensorFileFault;

/// A model in a folder: what it computes, and its weights by the names that GGUF files have.
public final class HubModel {
  /// What tells such a folder from others.
  public static final String CONFIG = "config.json";

  private static final String ENDING = ".safetensors";
  private static final String WEIGHTS = "model" + ENDING;

  /// Keys of sentence-transformers' `1_Pooling/config.json`, and what they choose.
  private static final Map<String, Pooling> POOLING =
      Map.of(
          "pooling_mode_mean_tokens", Pooling.MEAN,
          "pooling_mode_cls_token", Pooling.FIRST,
          "pooling_mode_lasttoken", Pooling.LAST);

  /// One of several files that an index is for: it stands for all of them.
  private static final Pattern SHARD = Pattern.compile(".*-\\d{5}-of-\\d{5}\\.safetensors");

  private final Path folder;
  private final HubNames names;
  private final boolean isTied;
  private final Architecture architecture;
  private final HubWeights weights;

  private HubModel(Path path) {
    this.folder = Objects.requireNonNull(folder(path), "asked before");
    ConfigFile config = ConfigFile.read(folder.resolve(CONFIG));
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
    this.names = names;
    this.isTied = config.flag("tie_word_embeddings", false);
    this.architecture = HubArchitecture.of(config, names, pooling(folder));
    Weights files = files(path);
    try {
      this.weights = new HubWeights(files, names, architecture.layers(), isTied);
      check(weights, reason -> TensorFileFault.ofWhole(folder.toString(), reason));
    } catch (RuntimeException | Error e) {
      files.close();
      throw e;
    }
  }

  /// Opens the model of a folder, or of a file of weights in such a folder.
  ///
  /// @throws TensorFileFault where there is none, or one that contradicts itself
  public static HubModel open(Path path) {
    if (folder(path) == null) {
      throw TensorFileFault.ofWhole(path.toString(), "there is no `" + CONFIG + "`");
    }
    return new HubModel(path);
  }

  /// The folder of a model: the path itself, or where the weights lie that it names. Null where
  /// there is no config.
  public static @Nullable Path folder(Path path) {
    Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
    boolean isModel =
        folder != null
            && (folder.equals(path) || path.toString().endsWith(ENDING))
            && Files.exists(folder.resolve(CONFIG));
    return isModel ? folder : null;
  }

  /// Where its config and its tokenizer are.
  public Path folder() {
    return folder;
  }

  public Architecture architecture() {
    return architecture;
  }

  /// Its weights; they stay open as long as the model is used.
  public Weights weights() {
    return weights;
  }

  /// Weights by the names of its files and in their layout, as they are in them or anywhere else,
  /// by the names and in the layout of GGUF files.
  ///
  /// @throws TensorFileFault where one is missing, of another shape, or unknown
  public Weights ours(Weights others) {
    HubWeights read = new HubWeights(others, names, architecture.layers(), isTied);
    check(read, reason -> TensorFileFault.ofWhole(folder.toString(), reason));
    return read;
  }

  /// Weights by the names of its files and in their layout, with those in their places that a model
  /// has now. What did not change is as it was, bit by bit.
  ///
  /// @param now weights by the names of GGUF files
  public List<NewWeight> inFiles(Weights now) {
    return weights.inFiles(now);
  }

  private void check(HubWeights read, Function<String, TensorFileFault> fault) {
    ExpectedWeights.check(architecture, read.shapes(), List.of(), fault);
    List<String> unknown = read.unknown();
    if (!unknown.isEmpty()) {
      throw fault.apply(
          "weight `" + TensorFileFault.escaped(unknown.getFirst()) + "` is not known");
    }
  }

  /// The weights of a folder, or of a file in it, by the names that they have there.
  ///
  /// @throws TensorFileFault where there are none
  public static Weights files(Path path) {
    boolean isFile = !Files.isDirectory(path);
    if (isFile && !SHARD.matcher(path.toString()).matches()) {
      return SafetensorsFile.open(path);
    }
    Path folder = isFile ? path.resolveSibling("") : path;
    // As transformers has it: one file wins over an index of several.
    if (Files.exists(folder.resolve(WEIGHTS))) {
      return SafetensorsFile.open(folder.resolve(WEIGHTS));
    }
    if (Files.exists(folder.resolve(ShardedSafetensors.INDEX))) {
      return ShardedSafetensors.open(folder);
    }
    throw TensorFileFault.ofWhole(
        folder.toString(),
        "expected weights as `" + WEIGHTS + "` or `" + ShardedSafetensors.INDEX + "`");
  }

  private static Pooling pooling(Path folder) {
    Path file = folder.resolve("1_Pooling").resolve(CONFIG);
    if (!Files.exists(file)) {
      return Pooling.NONE;
    }
    ConfigFile config = ConfigFile.read(file);
    return POOLING.keySet().stream()
        .sorted()
        .filter(key -> config.flag(key, false))
        .findFirst()
        .map(POOLING::get)
        .orElse(Pooling.NONE);
  }
}
