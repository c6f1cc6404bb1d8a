package org.tosc.tir.interp;

import java.util.Arrays;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;

/// A tile: extents, and elements in row-major order. Nobody changes the elements of a tile that is
/// a value already.
final class Tile {
  final long[] extents;
  final Elements elements;

  Tile(long[] extents, Elements elements) {
    this.extents = extents;
    this.elements = elements;
  }

  static Tile zeros(TileType type) {
    long[] extents = type.shape().stream().mapToLong(n -> n).toArray();
    return new Tile(extents, Elements.zeros(type.element(), Math.toIntExact(type.size())));
  }

  Scalar type() {
    return elements.type();
  }

  /// How far apart the elements along each axis are.
  long[] strides() {
    return strides(extents);
  }

  static long[] strides(long[] extents) {
    long[] strides = new long[extents.length];
    long stride = 1;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(1, extents[axis]);
    }
    return strides;
  }

  @Override
  public String toString() {
    return "tile " + Arrays.toString(extents) + " " + elements;
  }
}
