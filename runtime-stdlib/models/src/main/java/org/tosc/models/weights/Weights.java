package org.tosc.models.weights;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// The weights of a model file, by name. They are mapped: nothing is read before it is used.
public interface Weights extends AutoCloseable {
  /// The weight of a name, or null.
  @Nullable Weight find(String name);

  /// All of them, in the file's order.
  Collection<Weight> all();

  /// Fails with a [org.tosc.rt.tensor.file.TensorFileFault] where a file that they lie in has
  /// become shorter since it was opened: then some of their bytes cannot be read.
  default void requireWhole() {}

  /// Gives the mapping back; the bytes of weights cannot be read any more.
  @Override
  void close();
}
