package org.tosc.backends.machines.mlir.exec;

/// Makes what an operation does of the operation.
@FunctionalInterface
interface OpCompiler {
  /// What the operation does where it stands.
  ///
  /// @throws Unsupported if it does not run in this form
  Step compile(Site site);
}
