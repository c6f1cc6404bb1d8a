package org.tosc.backends.machines.gpu.tile;

/// What a tile's elements are.
public sealed interface ElementType permits DType, PointerType {
  /// How many bytes an element takes in memory.
  int bytes();

  /// The name in Triton's Python, without `tl.`.
  String text();
}
