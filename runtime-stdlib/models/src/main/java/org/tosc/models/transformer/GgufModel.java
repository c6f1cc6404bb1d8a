package org.tosc.models.transformer;

import org.tosc.models.compute.Compute;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.weights.Weights;

/// Transformers out of `.gguf` files.
public final class GgufModel {
  private GgufModel() {}

  /// The transformer of a file, which must stay open as long as it is used.
  ///
  /// @throws org.tosc.rt.tensor.file.TensorFileFault where the file has none, or contradicts itself
  public static Transformer open(GgufFile file, Compute compute) {
    return new Transformer(architecture(file), new PreparedParameters(file, compute), compute);
  }

  /// The architecture of a file that has all weights for it.
  ///
  /// @throws org.tosc.rt.tensor.file.TensorFileFault as [#open]
  public static Architecture architecture(GgufFile file) {
    return architecture(file.metadata(), file);
  }

  /// The architecture that metadata and weights of a `.gguf` file say, whether or not they are in
  /// one.
  ///
  /// @throws org.tosc.rt.tensor.file.TensorFileFault as [#open]
  public static Architecture architecture(Metadata metadata, Weights weights) {
    return GgufArchitecture.of(metadata, weights);
  }
}
