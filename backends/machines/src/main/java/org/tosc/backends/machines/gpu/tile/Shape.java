package org.tosc.backends.machines.gpu.tile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The extents of a tile, the outermost first; none for a scalar.
public record Shape(List<Integer> extents) {
  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    extents = List.copyOf(extents);
  }

  public static Shape of(int... extents) {
    List<Integer> list = new ArrayList<>();
    for (int extent : extents) {
      list.add(extent);
    }
    return new Shape(list);
  }

  public int rank() {
    return extents.size();
  }

  public boolean isScalar() {
    return extents.isEmpty();
  }

  public int extent(int axis) {
    return extents.get(axis);
  }

  /// How many elements there are.
  public int size() {
    int size = 1;
    for (int extent : extents) {
      size *= extent;
    }
    return size;
  }

  /// How many elements lie between neighbours along each axis.
  int[] strides() {
    int[] strides = new int[rank()];
    int stride = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= extent(i);
    }
    return strides;
  }

  /// With another extent at an axis.
  public Shape with(int axis, int extent) {
    List<Integer> changed = new ArrayList<>(extents);
    changed.set(axis, extent);
    return new Shape(changed);
  }

  /// With one more axis, in front of `axis`.
  public Shape inserted(int axis, int extent) {
    List<Integer> changed = new ArrayList<>(extents);
    changed.add(axis, extent);
    return new Shape(changed);
  }

  public Shape without(int axis) {
    List<Integer> changed = new ArrayList<>(extents);
    changed.remove(/* index */ axis);
    return new Shape(changed);
  }

  /// The shape to which two broadcast: missing axes in front, and extents of one, are repeated;
  /// null where they do not fit.
  public static @Nullable Shape common(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    List<Integer> extents = new ArrayList<>(Collections.nCopies(rank, 1));
    for (int i = 0; i < rank; i++) {
      int left = i < a.rank() ? a.extent(a.rank() - 1 - i) : 1;
      int right = i < b.rank() ? b.extent(b.rank() - 1 - i) : 1;
      if (left != right && left != 1 && right != 1) {
        return null;
      }
      extents.set(rank - 1 - i, Math.max(left, right));
    }
    return new Shape(extents);
  }

  @Override
  public String toString() {
    return extents.toString();
  }
}
