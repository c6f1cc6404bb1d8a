package org.tosc.models.compute;

import org.tosc.tir.ir.Function;

/// Compiles functions over tensors. May be asked by several threads.
public interface Compute {
  /// The engine's name, as `--target` takes it.
  String name();

  /// How many threads work on a large function together.
  int threads();

  /// Whether operations that follow each other become one kernel, so that what is between them is
  /// never in memory as a whole.
  default boolean isFusing() {
    return false;
  }

  /// A function as code.
  ///
  /// @param function a straight line of tensor operations on parameters of known shape
  Code compile(Function function);
}
