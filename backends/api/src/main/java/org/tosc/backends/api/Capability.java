package org.tosc.backends.api;

/// A family of operations that an engine runs. Every engine runs `core`.
public enum Capability {
  /// Pseudocode's dynamic values.
  HOST,
  /// Whole-tensor operations.
  TENSOR,
  /// Buffers and scheduled loops.
  KERNEL,
  /// Values that are vectors. An engine that has none of them refuses a module with a function that
  /// computes with vectors by an `IllegalArgumentException`.
  VECTOR
}
