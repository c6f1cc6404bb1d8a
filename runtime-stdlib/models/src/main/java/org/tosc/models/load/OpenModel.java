package org.tosc.models.load;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.models.compute.Compute;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.gguf.GgufForm;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.hub.HubModel;
import org.tosc.models.hub.HubToGguf;
import org.tosc.models.transformer.Architecture;
import org.tosc.models.transformer.GgufModel;
import org.tosc.models.transformer.PreparedParameters;
import org.tosc.models.transformer.Transformer;
import org.tosc.models.weights.MadeWeights;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.Weights;
import org.tosc.rt.tensor.file.TensorFileFault;

/// A model whose files are open. Nothing of it may run after it was closed.
public final class OpenModel implements AutoCloseable {
  private final Path path;
  private final Weights weights;
  private final Compute compute;
  private final PreparedParameters parameters;
  private final Transformer transformer;
  private final @Nullable Metadata metadata;
  private final @Nullable HubModel folder;

  private OpenModel(
      Path path,
      Architecture architecture,
      Weights weights,
      @Nullable Metadata metadata,
      @Nullable HubModel folder,
      Compute compute) {
    this.path = path;
    this.weights = weights;
    this.compute = compute;
    this.parameters = new PreparedParameters(weights, compute);
    this.transformer = new Transformer(architecture, parameters, compute);
    this.metadata = metadata;
    this.folder = folder;
  }

  /// A `.gguf` file.
  static OpenModel of(Path path, GgufFile file, Compute compute) {
    Architecture architecture = GgufModel.architecture(file);
    return new OpenModel(path, architecture, file, file.metadata(), null, compute);
  }

  /// A folder.
  static OpenModel of(HubModel folder, Compute compute) {
    return new OpenModel(
        folder.folder(), folder.architecture(), folder.weights(), null, folder, compute);
  }

  /// A model that a program made.
  ///
  /// @param name stands for its path
  /// @param metadata as a `.gguf` file has it, with its tokenizer
  public static OpenModel made(String name, Metadata metadata, Weights weights, Compute compute) {
    Architecture architecture = GgufModel.architecture(metadata, weights);
    return new OpenModel(Path.of(name), architecture, weights, metadata, null, compute);
  }

  /// The same model with these weights in the place of its own; its files stay open for both.
  public OpenModel with(Collection<Weight> made) {
    Weights changed = new MadeWeights(weights, made);
    return new OpenModel(path, architecture(), changed, metadata, folder, compute);
  }

  /// What its transformer runs on.
  public Compute compute() {
    return compute;
  }

  /// The same transformer on another engine; weights that both read as they are are shared.
  public Transformer on(Compute other) {
    return new Transformer(architecture(), new PreparedParameters(weights, other), other);
  }

  /// Where it was found: a file, or a folder.
  public Path path() {
    return path;
  }

  public Architecture architecture() {
    return transformer.architecture();
  }

  public Transformer transformer() {
    return transformer;
  }

  /// The weights by the names that GGUF files give them, as they are in the files.
  public Weights weights() {
    return weights;
  }

  /// What a `.gguf` file says of itself, such as its vocabulary; null for folders, which have that
  /// in files of their own.
  public @Nullable Metadata metadata() {
    return metadata;
  }

  /// The model as a `.gguf` file has it, with the weights that it has now.
  ///
  /// @throws org.tosc.rt.tensor.file.TensorFileFault where such files have no words for it
  public GgufForm asGguf() {
    return metadata == null
        ? HubToGguf.of(path, architecture(), weights)
        : new GgufForm(metadata, weights);
  }

  /// The weights that it has now by the names that its files have, as they are written to
  /// `.safetensors`: a folder's own names, else those of GGUF files.
  public List<NewWeight> inFiles() {
    return folder == null
        ? weights.all().stream().map(NewWeight::of).toList()
        : folder.inFiles(weights);
  }

  /// The same model with other weights, by the names that its files have.
  ///
  /// @param others all of its weights, and nothing else
  /// @throws org.tosc.rt.tensor.file.TensorFileFault where one is missing, or of another shape
  public OpenModel withStateOf(Weights others) {
    if (folder != null) {
      return with(folder.ours(others).all());
    }
    weights.all().forEach(w -> requireLike(w, others.find(w.name())));
    others.all().forEach(w -> requireLike(w, weights.find(w.name())));
    return with(others.all());
  }

  private void requireLike(Weight weight, @Nullable Weight other) {
    String name = "weight `" + TensorFileFault.escaped(weight.name()) + "`";
    if (other == null) {
      throw TensorFileFault.ofWhole(path.toString(), name + " is on one side only");
    }
    if (!Arrays.equals(weight.shape(), other.shape())) {
      throw TensorFileFault.ofWhole(
          path.toString(),
          "%s has shape %s, expected %s"
              .formatted(name, Arrays.toString(other.shape()), Arrays.toString(weight.shape())));
    }
  }

  /// Bytes of weights that were decoded so far, since kernels do not read them as they are.
  public long decodedBytes() {
    return parameters.decodedBytes();
  }

  @Override
  public void close() {
    weights.close();
  }
}
