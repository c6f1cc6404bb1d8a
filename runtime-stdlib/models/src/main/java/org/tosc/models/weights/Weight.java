package org.tosc.models.weights;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// One weight of a model.
///
/// @param shape extents, the slowest first, as tensors have them (GGUF files have them the other
///   way round). Blocks lie along the last axis, whose extent is a multiple of their size
/// @param bytes as many as the shape takes, and no more
// The record stands for its bytes and is never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Weight(String name, WeightFormat format, long[] shape, MemorySegment bytes) {
  private static final long CACHE_LINE = 64;

  public Weight {
    shape = shape.clone();
  }

  /// A weight of numbers that a program made.
  public static Weight of(String name, long[] shape, float[] numbers) {
    MemorySegment bytes = memory((long) numbers.length * Float.BYTES);
    MemorySegment.copy(numbers, 0, bytes, ValueLayout.JAVA_FLOAT, 0, numbers.length);
    return new Weight(name, WeightFormat.F32, shape, bytes);
  }

  /// Memory for a weight that a program makes, from a cache line on; it is there as long as
  /// something refers to it.
  public static MemorySegment memory(long bytes) {
    return Arena.ofAuto().allocate(bytes, CACHE_LINE);
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
