package org.tosc.tir.ir;

import java.util.List;
import java.util.stream.Collectors;

/// A small dense block with fixed extents, an immutable value. The layout is part of the type, so
/// that no operation mixes two silently; it says how an engine may keep the elements and changes no
/// meaning: the order of elements is row-major wherever an order is spoken of.
public record TileType(List<Long> shape, Scalar element, String layout) implements Type {
  public static final String ROW = "row";

  public TileType {
    shape = List.copyOf(shape);
  }

  /// A row-major tile.
  public static TileType of(Scalar element, long... extents) {
    return new TileType(java.util.Arrays.stream(extents).boxed().toList(), element, ROW);
  }

  public int rank() {
    return shape.size();
  }

  /// The number of elements; `Long.MAX_VALUE` where it is too large.
  public long size() {
    long size = 1;
    for (long extent : shape) {
      size = extent == 0 || size <= Long.MAX_VALUE / extent ? size * extent : Long.MAX_VALUE;
    }
    return size;
  }

  @Override
  public String toString() {
    String extents = shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    return "tile<" + (extents.isEmpty() ? "" : extents + "x") + element + ", " + layout + ">";
  }
}
