package org.tosc.backends.machines.gpu.tile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Elements in other places: nothing is computed.
final class Arrangement {
  private Arrangement() {}

  /// A tile whose element `i` is that of `x` at `from[i]`.
  static Tile taken(Tile x, Shape shape, int[] from) {
    if (!x.isKnown()) {
      return Tile.unknown(x.type(), shape);
    }
    boolean isFloat = x.isFloat();
    long[] ints = isFloat ? Tile.NO_INTS : new long[from.length];
    double[] floats = isFloat ? new double[from.length] : Tile.NO_FLOATS;
    int @Nullable [] poison = x.poison == null ? null : new int[from.length];
    for (int i = 0; i < from.length; i++) {
      if (isFloat) {
        floats[i] = x.floats[from[i]];
      } else {
        ints[i] = x.ints[from[i]];
      }
      if (poison != null && x.poison != null) {
        poison[i] = x.poison[from[i]];
      }
    }
    return new Tile(x.type(), shape, ints, floats, poison, true, x.step);
  }

  /// Repeats extents of one; missing axes are in front.
  static Tile broadcast(Tile x, Shape shape) {
    int[] own = x.shape().strides();
    int[] strides = new int[shape.rank()];
    int front = shape.rank() - x.shape().rank();
    for (int i = front; i < strides.length; i++) {
      strides[i] = x.shape().extent(i - front) == 1 ? 0 : own[i - front];
    }
    return taken(x, shape, places(shape, strides, 0));
  }

  /// Axis `i` of the result is axis `order[i]` of `x`.
  static Tile permute(Tile x, List<Integer> order) {
    int[] own = x.shape().strides();
    int[] strides = new int[order.size()];
    List<Integer> extents = new ArrayList<>();
    for (int i = 0; i < strides.length; i++) {
      strides[i] = own[order.get(i)];
      extents.add(x.shape().extent(order.get(i)));
    }
    Shape shape = new Shape(extents);
    return taken(x, shape, places(shape, strides, 0));
  }

  /// The part of an axis that begins at `first`.
  static Tile part(Tile x, int axis, int first, int count) {
    int[] strides = x.shape().strides();
    Shape shape = x.shape().with(axis, count);
    return taken(x, shape, places(shape, strides, first * strides[axis]));
  }

  static Tile flip(Tile x, int axis) {
    int[] strides = x.shape().strides();
    int last = (x.shape().extent(axis) - 1) * strides[axis];
    strides[axis] = -strides[axis];
    return taken(x, x.shape(), places(x.shape(), strides, last));
  }

  /// Every element of an index tile is a position along the axis of `x`.
  ///
  /// @return null where one lies outside
  static @Nullable Tile gather(Tile x, Tile index, int axis) {
    if (!index.isKnown()) {
      return Tile.unknown(x.type(), index.shape());
    }
    int[] strides = x.shape().strides();
    int step = strides[axis];
    strides[axis] = 0;
    int[] from = places(index.shape(), strides, 0);
    for (int i = 0; i < from.length; i++) {
      long at = index.ints[i];
      if (at < 0 || at >= x.shape().extent(axis)) {
        return null;
      }
      from[i] += (int) at * step;
    }
    return taken(x, index.shape(), from);
  }

  /// The elements of both, each at the positions of the result that its list names.
  private static Tile merged(Tile a, Tile b, Shape shape, int[] ofA, int[] ofB) {
    if (!a.isKnown() || !b.isKnown()) {
      return Tile.unknown(a.type(), shape);
    }
    boolean isFloat = a.isFloat();
    int size = shape.size();
    long[] ints = isFloat ? Tile.NO_INTS : new long[size];
    double[] floats = isFloat ? new double[size] : Tile.NO_FLOATS;
    int @Nullable [] poison = a.poison == null && b.poison == null ? null : new int[size];
    for (int side = 0; side < 2; side++) {
      Tile from = side == 0 ? a : b;
      int[] to = side == 0 ? ofA : ofB;
      for (int i = 0; i < to.length; i++) {
        if (isFloat) {
          floats[to[i]] = from.floats[i];
        } else {
          ints[to[i]] = from.ints[i];
        }
        if (poison != null && from.poison != null) {
          poison[to[i]] = from.poison[i];
        }
      }
    }
    return new Tile(a.type(), shape, ints, floats, poison, true, -1);
  }

  /// One after the other along an axis.
  static Tile joined(Tile a, Tile b, int axis) {
    int first = a.shape().extent(axis);
    Shape shape = a.shape().with(axis, first + b.shape().extent(axis));
    int[] strides = shape.strides();
    return merged(
        a,
        b,
        shape,
        places(a.shape(), strides, 0),
        places(b.shape(), strides, first * strides[axis]));
  }

  /// The place of each element of a shape, in order, where axes have these strides.
  private static int[] places(Shape shape, int[] strides, int first) {
    int[] places = new int[shape.size()];
    int rank = shape.rank();
    int[] at = new int[rank];
    int place = first;
    for (int i = 0; i < places.length; i++) {
      places[i] = place;
      for (int axis = rank - 1; axis >= 0; axis--) {
        place += strides[axis];
        at[axis]++;
        if (at[axis] < shape.extent(axis)) {
          break;
        }
        place -= strides[axis] * at[axis];
        at[axis] = 0;
      }
    }
    return places;
  }
}
