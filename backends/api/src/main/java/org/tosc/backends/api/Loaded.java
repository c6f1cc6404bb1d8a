package org.tosc.backends.api;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// A program that is ready to run. Its globals live as long as it does; two loads of one module
/// share nothing.
public interface Loaded {
  /// Calls a function by its symbol with boxed arguments: `Long` for `i64`, `Double` for `f64`,
  /// `Boolean` for `i1`, run-time values for the rest. Several results come as an `Object[]`.
  ///
  /// A guest error leaves as the run-time library's guest error, whatever Java raised it.
  @Nullable Object call(String function, @Nullable Object... arguments);

  /// How many device buffers the program has made and not freed; 0 after a program of Neuro-Lang
  /// that ended. Asked inside the session that ran it.
  long liveBuffers();

  /// The function itself, with unboxed parameters where their types are known.
  MethodHandle entry(String function);

  /// A function as code over arrays, compiled and warm.
  ///
  /// @throws IllegalArgumentException where it is no straight line of operations on `f32` tensors
  ///   of known shape that all have kernels; the message says which has none and why
  /// @throws UnsupportedOperationException where the engine has no such code
  default ArrayCode arrays(String function) {
    throw new UnsupportedOperationException("this engine has no code over arrays");
  }
}
