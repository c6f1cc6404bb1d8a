package org.tosc.backends.api;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Function;

/// Hears what an engine makes of a program's parts: code on tensors whose shapes only arguments
/// tell, of which it makes versions while the program runs.
///
/// Example: a report that computes each call once more in another way and compares.
public interface PartListener {
  /// Whether every call of the versions of a part is to be told.
  boolean follows(Function part);

  /// There is no version for some arguments of a part, which runs as it stands.
  void refused(Function part, String why);

  /// A version of a part has run.
  ///
  /// @param result as the engine hands it on; several results are an array
  void called(Function version, @Nullable Object[] arguments, @Nullable Object result);
}
