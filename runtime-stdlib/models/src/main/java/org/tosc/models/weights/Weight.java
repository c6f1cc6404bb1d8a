package org.tosc.models.weights;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// One weight of a model.
///
/// @param shape extents, the slowest first, as tensors have them (GGUF files have them the other
///   way round). Blocks lie along the last axis, whose extent is a multiple of their size
/// @param bytes as many as the shape takes, and no more
// The record stands for its bytes and is never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Weight(String name, WeightFormat format, long[] shape, MemorySegment bytes) {
  public Weight {
    shape = shape.clone();
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  /// How many elements there are.
  public long elements() {
    return elements(shape);
  }

  /// How many elements a shape has.
  static long elements(long[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /// How many elements lie along the last axis, in whole blocks.
  public long rowLength() {
    return shape.length == 0 ? 1 : shape[shape.length - 1];
  }

  /// How many rows there are.
  public long rows() {
    return rowLength() == 0 ? 0 : elements() / rowLength();
  }
}
