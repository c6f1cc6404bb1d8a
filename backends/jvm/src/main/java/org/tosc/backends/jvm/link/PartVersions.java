package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// Where the versions of a program's parts come from: functions that compute with tensors of any
/// shape, compiled anew for the shapes that arguments have.
@FunctionalInterface
public interface PartVersions {
  /// What takes arguments of the kinds that these have; null where the part has no version for
  /// them.
  ///
  /// @param part the symbol of the function
  @Nullable MethodHandle make(String part, @Nullable Object[] arguments);

  /// How many calls a part runs as it stands before there are versions of it.
  default int patience(String part) {
    return 8;
  }

  /// For how many combinations of kinds of arguments versions are made, with and without success.
  default int most(String part) {
    return 6;
  }

  /// Whether a version holds for one number only of that argument: it decides on shapes, or how
  /// often a loop runs.
  default boolean isDecisive(String part, int argument) {
    return false;
  }
}
