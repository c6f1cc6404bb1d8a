package org.tosc.tir.ir;

import java.util.List;
import java.util.stream.Collectors;

/// A small dense block with fixed extents, held in registers or local memory.
public record TileType(List<Long> shape, Scalar element, String layout) implements Type {
  public TileType {
    shape = List.copyOf(shape);
  }

  @Override
  public String toString() {
    String extents = shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    return "tile<" + (extents.isEmpty() ? "" : extents + "x") + element + ", " + layout + ">";
  }
}
