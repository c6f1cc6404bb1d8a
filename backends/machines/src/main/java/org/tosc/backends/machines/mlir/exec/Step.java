package org.tosc.backends.machines.mlir.exec;

/// What one operation does.
@FunctionalInterface
interface Step {
  void run(Frame frame);
}
