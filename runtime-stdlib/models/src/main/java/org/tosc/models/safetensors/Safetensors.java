package org.tosc.models.safetensors;

import java.nio.file.Files;
import java.nio.file.Path;
import org.tosc.models.weights.Weights;

/// Opens what Hugging Face calls a model: a file, or a folder with one file or with several and an
/// index.
public final class Safetensors {
  /// The file's name in a folder without an index.
  public static final String SINGLE = "model.safetensors";

  private Safetensors() {}

  /// Maps the weights of a file or a folder.
  public static Weights open(Path path) {
    if (!Files.isDirectory(path)) {
      return SafetensorsFile.open(path);
    }
    return Files.exists(path.resolve(ShardedSafetensors.INDEX))
        ? ShardedSafetensors.open(path)
        : SafetensorsFile.open(path.resolve(SINGLE));
  }
}
