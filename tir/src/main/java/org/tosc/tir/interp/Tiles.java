package org.tosc.tir.interp;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;

/// The meaning of the operations on tiles.
final class Tiles {
  /// Beyond this all coordinates are alike: outside.
  private static final long FAR = 1L << 62;

  /// What is done with one element of a tile that lies inside a view: its number in the tile, and
  /// its index in the view.
  @FunctionalInterface
  private interface Each {
    void element(int inTile, long[] index);
  }

  private Tiles() {}

  static Tile load(Buffers buffers, TileType type, Attributes a, View view, long[] at) {
    Tile tile = Tile.zeros(type);
    String bounds = a.string("bounds");
    long[] origin = origin(tile, a, at);
    if (bounds.equals("checked") || bounds.equals("proved")) {
      requireInside(bounds, origin, at, tile, view);
    }
    if (bounds.equals("padded")) {
      Object pad = pad(tile.type(), Objects.requireNonNull(a.get("pad")));
      for (int i = 0; i < tile.elements.size(); i++) {
        tile.elements.set(i, pad);
      }
    }
    inside(
        tile,
        origin,
        view,
        (i, index) -> tile.elements.set(i, buffers.read(view, view.at(index), index)));
    return tile;
  }

  static void store(Buffers buffers, Attributes a, View view, Tile tile, long[] at) {
    long[] origin = origin(tile, a, at);
    String bounds = a.string("bounds");
    if (bounds.equals("clipped")) {
      requireBegins(origin, at, tile, view);
    } else {
      requireInside(bounds, origin, at, tile, view);
    }
    inside(
        tile,
        origin,
        view,
        (i, index) -> buffers.write(view, view.at(index), tile.elements.get(i), index));
  }

  static void atomicAdd(Buffers buffers, Attributes a, View view, Tile tile, long[] at) {
    long[] origin = origin(tile, a, at);
    requireBegins(origin, at, tile, view);
    inside(
        tile,
        origin,
        view,
        (i, index) -> buffers.add(view, view.at(index), tile.elements.get(i), index));
  }

  static Tile splat(TileType type, Object value) {
    Tile tile = Tile.zeros(type);
    for (int i = 0; i < tile.elements.size(); i++) {
      tile.elements.set(i, value);
    }
    return tile;
  }

  static Object get(Tile tile, long[] index) {
    int at = 0;
    long[] strides = tile.strides();
    for (int axis = 0; axis < index.length; axis++) {
      if (index[axis] < 0 || index[axis] >= tile.extents[axis]) {
        throw KernelFaults.tileIndex(index[axis], axis, tile.extents);
      }
      at += (int) (index[axis] * strides[axis]);
    }
    return tile.elements.get(at);
  }

  static Tile reshape(TileType type, Tile tile) {
    return new Tile(type.shape().stream().mapToLong(n -> n).toArray(), tile.elements);
  }

  /// The index of the tile's first element.
  private static long[] origin(Tile tile, Attributes a, long[] at) {
    boolean byElements = a.flag("offset", false);
    long[] origin = new long[at.length];
    for (int axis = 0; axis < at.length; axis++) {
      long place = Math.clamp(at[axis], -(1L << 31), 1L << 31);
      origin[axis] = byElements ? at[axis] : place * Math.min(tile.extents[axis], 1L << 30);
      origin[axis] = Math.clamp(origin[axis], -FAR, FAR);
    }
    return origin;
  }

  private static void requireInside(String bounds, long[] origin, long[] at, Tile tile, View view) {
    for (int axis = 0; axis < origin.length; axis++) {
      if (origin[axis] < 0 || origin[axis] > view.extents[axis] - tile.extents[axis]) {
        GuestFault fault = KernelFaults.reaches(at, tile.extents, view.extents);
        if (bounds.equals("proved")) {
          throw new IllegalStateException("proved wrongly: " + fault.text());
        }
        throw fault;
      }
    }
  }

  private static void requireBegins(long[] origin, long[] at, Tile tile, View view) {
    for (int axis = 0; axis < origin.length; axis++) {
      long extent = view.extents[axis];
      if (extent > 0 && (origin[axis] < 0 || origin[axis] >= extent)) {
        throw KernelFaults.begins(at, tile.extents, view.extents);
      }
    }
  }

  /// Visits what lies inside, in row-major order.
  private static void inside(Tile tile, long[] origin, View view, Each each) {
    view.memory();
    for (int i = 0; i < tile.elements.size(); i++) {
      long[] index = Buffers.index(tile.extents, i);
      boolean isInside = true;
      for (int axis = 0; axis < index.length; axis++) {
        index[axis] += origin[axis];
        isInside &= index[axis] >= 0 && index[axis] < view.extents[axis];
      }
      if (isInside) {
        each.element(i, index);
      }
    }
  }

  /// The number that a padded load puts outside, as an element.
  private static Object pad(Scalar type, Attribute pad) {
    @Nullable Object number =
        pad instanceof Attribute.Int(long whole)
            ? (Object) whole
            : pad instanceof Attribute.Real(double real) ? real : null;
    return switch (Objects.requireNonNull(number)) {
      case Long whole when type == Scalar.I1 -> whole != 0;
      case Long whole when type.isInteger() -> whole;
      case Long whole -> type.isFloat() ? Rounding.round(type, whole) : (double) whole;
      case Double real -> Rounding.round(type, real);
      default -> throw new IllegalStateException("padding with " + pad);
    };
  }
}
