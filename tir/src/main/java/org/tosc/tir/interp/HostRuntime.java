package org.tosc.tir.interp;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.source.Span;

/// What the interpreter asks of the run-time library: the meaning of `host` operations and of host
/// constants. The driver implements it over the library that compiled code calls, so there is one
/// meaning for all engines.
public interface HostRuntime {
  /// A string constant as a host value.
  Object text(String value);

  /// The value that stands for an argument left out.
  Object missing();

  /// Performs a `host` operation other than `closure`, `cell`, `cell_get` and `cell_set` and gives
  /// its results (none, one or several).
  @Nullable Object[] apply(Operation operation, @Nullable Object[] operands);

  /// A function value that runs `function` with the captures in front of its arguments.
  Object closure(Function function, @Nullable Object[] captures, Invoker invoker);

  /// The exception that raises a guest value at a place.
  RuntimeException thrown(@Nullable Object value, Span at);

  /// The value that the handler of a `try` at `at` sees for an exception that left an operation, or
  /// the exception again when it is not the guest's. What knows no position, such as a stack that
  /// overflowed, takes that of the `try`.
  @Nullable Object caught(Throwable fault, Span at);

  /// Records where an exception left an operation, unless it knows already.
  void locate(RuntimeException fault, Span at);

  /// Runs a function of the module with all its parameters.
  @FunctionalInterface
  interface Invoker {
    @Nullable Object call(Function function, @Nullable Object[] arguments);
  }
}
