package org.tosc.models.load;

import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.tosc.models.compute.Compute;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.transformer.Architecture;
import org.tosc.models.transformer.GgufModel;
import org.tosc.models.transformer.PreparedParameters;
import org.tosc.models.transformer.Transformer;
import org.tosc.models.weights.MadeWeights;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.Weights;

/// A model whose files are open. Nothing of it may run after it was closed.
public final class OpenModel implements AutoCloseable {
  private final Path path;
  private final Weights weights;
  private final Compute compute;
  private final PreparedParameters parameters;
  private final Transformer transformer;
  private final @Nullable Metadata metadata;

  OpenModel(
      Path path,
      Architecture architecture,
      Weights weights,
      @Nullable Metadata metadata,
      Compute compute) {
    this.path = path;
    this.weights = weights;
    this.compute = compute;
    this.parameters = new PreparedParameters(weights);
    this.transformer = new Transformer(architecture, parameters, compute);
    this.metadata = metadata;
  }

  /// A model that a program made.
  ///
  /// @param name stands for its path
  /// @param metadata as a `.gguf` file has it, with its tokenizer
  public static OpenModel made(String name, Metadata metadata, Weights weights, Compute compute) {
    Architecture architecture = GgufModel.architecture(metadata, weights);
    return new OpenModel(Path.of(name), architecture, weights, metadata, compute);
  }

  /// The same model with these weights in the place of its own; its files stay open for both.
  public OpenModel with(Collection<Weight> made) {
    Weights changed = new MadeWeights(weights, made);
    return new OpenModel(path, architecture(), changed, metadata, compute);
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

  /// Bytes of weights that were decoded so far, since kernels do not read them as they are.
  public long decodedBytes() {
    return parameters.decodedBytes();
  }

  @Override
  public void close() {
    weights.close();
  }
}
