package org.tosc.frontend.foreign;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Type;

/// Finds the function of the module that a call of a [ForeignFunction] reaches.
@FunctionalInterface
public interface Linker {
  /// Where the program has files of one language only.
  Linker NONE =
      (function, arguments) -> {
        throw new IllegalStateException(function + " has no module");
      };

  /// A function of the module: its symbol, and what its parameters and its result are.
  record Target(String symbol, List<Type> parameters, @Nullable Type result) {
    public Target {
      parameters = List.copyOf(parameters);
    }
  }

  /// Makes sure that the function is in the module.
  ///
  /// @param arguments what a caller knows of its arguments: the types of the parameters or, of
  ///   tensors, such with more known extents
  Target target(ForeignFunction function, List<Type> arguments);
}
