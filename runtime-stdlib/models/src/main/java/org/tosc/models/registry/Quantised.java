package org.tosc.models.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tosc.models.convert.Recipe;
import org.tosc.models.convert.Requantise;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.gguf.GgufForm;
import org.tosc.models.hub.HubModel;
import org.tosc.models.hub.HubToGguf;
import org.tosc.models.safetensors.ShardedSafetensors;
import org.tosc.models.weights.WeightFormat;
import org.tosc.models.weights.Weights;

/// What a variant has in the place of a package's weights: one `.gguf` file, of a `.gguf` file or
/// of a folder of Hugging Face.
final class Quantised {
  private static final String SAFETENSORS = ".safetensors";
  private static final Pattern SHARD = Pattern.compile(".*-\\d{5}-of-\\d{5}\\.safetensors");

  /// What is not said of a variant's name: which file of how many, and of which kind.
  private static final String ENDING = "((-\\d{5}-of-\\d{5})?\\.safetensors|\\.gguf)$";

  private Quantised() {}

  /// Puts it there, and takes the weights away that it is made of.
  ///
  /// @param folder has the files of the package, and the package's name: the model takes it
  /// @param original the package's main file
  /// @return the file that programs load then
  /// @throws org.tosc.rt.tensor.file.TensorFileFault where the files are no model, or none that
  ///   `.gguf` files have words for
  static String make(Path folder, String original, WeightFormat format) throws IOException {
    String name = original.replaceFirst(ENDING, "") + "." + format.text() + ".gguf";
    GgufForm form = form(folder.resolve(original));
    try (Weights weights = form.weights()) {
      Recipe recipe = Recipe.of(format);
      Requantise.toGguf(folder.resolve(name), form.metadata(), weights, recipe, (_, _, _) -> {});
    }
    for (Path each : files(folder)) {
      if (isGone(each.getFileName().toString(), original)) {
        Files.delete(each);
      }
    }
    return name;
  }

  /// Whether a file of a package is among those that a variant has another in the place of.
  static boolean isGone(String file, String original) {
    boolean isShard = SHARD.matcher(file).matches() || file.equals(ShardedSafetensors.INDEX);
    return file.equals(original) || (isShard && SHARD.matcher(original).matches());
  }

  private static GgufForm form(Path original) {
    if (!original.toString().endsWith(SAFETENSORS)) {
      GgufFile file = GgufFile.open(original);
      return new GgufForm(file.metadata(), file);
    }
    HubModel model = HubModel.open(original);
    try {
      return HubToGguf.of(model.folder(), model.architecture(), model.weights());
    } catch (RuntimeException fault) {
      model.weights().close();
      throw fault;
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }
}
