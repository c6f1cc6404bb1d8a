package org.tosc.models.transformer;

import org.tosc.models.compute.Compute;
import org.tosc.models.gguf.GgufFile;

/// Transformers out of `.gguf` files.
public final class GgufModel {
  private GgufModel() {}

  /// The transformer of a file, which must stay open as long as it is used.
  ///
  /// @throws org.tosc.rt.tensor.file.TensorFileFault where the file has none, or contradicts itself
  public static Transformer open(GgufFile file, Compute compute) {
    return new Transformer(GgufArchitecture.of(file), new PreparedParameters(file), compute);
  }
}
