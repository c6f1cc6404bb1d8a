package org.tosc.models.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.models.gguf.GgufWriter;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.safetensors.SafetensorsWriter;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.models.weights.Weights;

/// Writes weights in the formats of a recipe, in the order and under the names that they have. The
/// memory it takes does not depend on their size.
public final class Requantise {
  private final Weights weights;
  private final Recipe recipe;
  private final Progress progress;
  private final List<WeightReport> reports = new ArrayList<>();
  private long done;

  private Requantise(Weights weights, Recipe recipe, Progress progress) {
    this.weights = weights;
    this.recipe = recipe;
    this.progress = progress;
  }

  /// Writes a `.gguf` file. Its metadata say what most of it is made of.
  ///
  /// @return what became of each weight
  /// @throws IOException where a weight cannot be written so, or the file cannot be
  /// @throws IllegalArgumentException where the recipe names a weight that there is not
  public static List<WeightReport> toGguf(
      Path path, Metadata metadata, Weights weights, Recipe recipe, Progress progress)
      throws IOException {
    Requantise run = new Requantise(weights, recipe, progress);
    GgufWriter.write(path, FileType.mark(metadata, recipe.matrices()), run.plan());
    return List.copyOf(run.reports);
  }

  /// Writes a `.safetensors` file, which holds plain numbers only.
  ///
  /// @return what became of each weight
  /// @throws IOException where a weight cannot be written so, or the file cannot be
  public static List<WeightReport> toSafetensors(
      Path path, Map<String, String> metadata, Weights weights, Recipe recipe, Progress progress)
      throws IOException {
    Requantise run = new Requantise(weights, recipe, progress);
    SafetensorsWriter.write(path, metadata, run.plan());
    return List.copyOf(run.reports);
  }

  private List<NewWeight> plan() {
    recipe.requireKnown(weights);
    long all = weights.all().stream().mapToLong(w -> w.bytes().byteSize()).sum();
    return weights.all().stream().map(w -> plan(w, all)).toList();
  }

  private NewWeight plan(Weight weight, long all) {
    WeightFormat to = recipe.formatOf(weight);
    String name = weight.name();
    // It is asked for again: what is made when it is asked for is not kept until it is written.
    return new NewWeight(
        name,
        to,
        weight.shape(),
        out -> write(Objects.requireNonNull(weights.find(name)), to, all, out));
  }

  private void write(Weight weight, WeightFormat to, long all, OutputStream out)
      throws IOException {
    weights.requireWhole();
    Translation translation = new Translation(weight, to);
    try {
      if (to == weight.format()) {
        NewWeight.of(weight).content().writeTo(out);
      } else {
        translation.writeTo(out);
      }
    } catch (InternalError e) { // what a mapping ends in that has lost its file
      weights.requireWhole();
      throw e;
    }
    done += weight.bytes().byteSize();
    reports.add(translation.report());
    progress.weight(translation.report(), done, all);
  }
}
