package org.tosc.tir.ir;

import java.util.List;
import java.util.stream.Collectors;

/// Addressable memory with row-major extents in a named memory space (`global`, `local`, …).
public record BufferType(List<Dim> shape, Scalar element, String space) implements Type {
  public BufferType {
    shape = List.copyOf(shape);
  }

  @Override
  public String toString() {
    String extents = shape.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
    return "buffer<" + extents + " x " + element + ", " + space + ">";
  }
}
