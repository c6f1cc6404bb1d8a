package org.tosc.rt.tensor.kernel;

/// One operation's implementation.
@FunctionalInterface
public interface Kernel {
  /// A [org.tosc.rt.tensor.Tensor] or a list of them.
  Object run(Call call);
}
