package org.tosc.backends.machines.gpu.tile;

/// The unit of a multiprocessor that does an operation.
public enum Pipe {
  /// 128 lanes: single precision, whole numbers, comparisons.
  ALU,
  /// 16 lanes: powers of two, logarithms, reciprocals, roots, sine.
  SFU,
  /// Nothing is computed.
  NONE
}
