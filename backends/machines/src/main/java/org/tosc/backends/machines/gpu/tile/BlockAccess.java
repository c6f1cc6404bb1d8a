package org.tosc.backends.machines.gpu.tile;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The addresses of a part of a tensor, computed at once: hardware for copies does it, not the
/// lanes.
///
/// @param pointers of the part's elements
/// @param mask which of them lie in the tensor; null where all do, or nobody asks
public record BlockAccess(Tile pointers, @Nullable Tile mask) {
  /// One axis of a part.
  ///
  /// @param offset where it begins in the tensor
  /// @param extent how many elements it has
  /// @param stride elements between neighbours
  /// @param bound the tensor's extent; -1 where lanes outside are not left out
  public record Axis(long offset, int extent, long stride, long bound) {}

  /// The addresses of a part.
  ///
  /// @param base the address of the tensor's first element
  public static BlockAccess of(Tile base, List<Axis> axes) {
    Shape shape = new Shape(axes.stream().map(Axis::extent).toList());
    int size = shape.size();
    long[] out = new long[size];
    long[] inside = new long[size];
    int bytes = ((PointerType) base.type()).pointee().bytes();
    int[] strides = shape.strides();
    Arrays.fill(out, base.ints[0]);
    Arrays.fill(inside, 1);
    boolean areAll = true;
    for (int axis = 0; axis < strides.length; axis++) {
      areAll &= add(axes.get(axis), strides[axis], bytes, out, inside);
    }
    Tile pointers = Tile.ofInts(base.type(), shape, out, null);
    return new BlockAccess(pointers, areAll ? null : Tile.ofInts(DType.I1, shape, inside, null));
  }

  /// Adds what an axis gives to each address.
  ///
  /// @return whether all positions lie in the tensor
  private static boolean add(Axis axis, int run, int bytes, long[] out, long[] inside) {
    boolean areAll = true;
    for (int start = 0, position = 0; start < out.length; start += run) {
      long at = axis.offset() + position;
      long distance = at * axis.stride() * bytes;
      boolean isInside = axis.bound() < 0 || (at >= 0 && at < axis.bound());
      areAll &= isInside;
      for (int i = start; i < start + run; i++) {
        out[i] += distance;
        inside[i] = isInside ? inside[i] : 0;
      }
      position = position + 1 == axis.extent() ? 0 : position + 1;
    }
    return areAll;
  }
}
