package org.tosc.backends.machines.gpu.tile;

/// A kernel with its arguments.
@FunctionalInterface
public interface KernelCode {
  /// Runs one program to its end.
  ///
  /// @throws Fault where it does what it may not
  void run(Program program);
}
