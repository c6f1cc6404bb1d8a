package org.tosc.rt.session;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.value.FunctionValue;

/// Makes derivatives of functions of tensors, for the built-in `grad`.
@FunctionalInterface
public interface Gradients {
  /// Used where a session has no other: the derivative raises `Unavailable` when it is called.
  Gradients NONE =
      (function, _) ->
          FunctionValue.of(
              null,
              "args...",
              _ -> {
                throw Errors.unavailable("this session cannot differentiate " + function);
              });

  /// The derivative of a function by the argument of a position, or by those of a list of
  /// positions.
  FunctionValue of(FunctionValue function, @Nullable Object argument);
}
