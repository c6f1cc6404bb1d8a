package org.tosc.models.transformer;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.tosc.tir.ir.Scalar;

/// A weight in a format that kernels read.
///
/// @param bytes the elements, row-major and packed, outside of the JVM's heap
// The record stands for its bytes and is never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Parameter(String name, Scalar element, long[] shape, MemorySegment bytes) {
  public Parameter {
    shape = shape.clone();
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  public long extent(int axis) {
    return shape[axis];
  }

  /// What code that reads it depends on: `4096x1024 q8_0`.
  String kind() {
    return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining("x"))
        + " "
        + element.text();
  }
}
