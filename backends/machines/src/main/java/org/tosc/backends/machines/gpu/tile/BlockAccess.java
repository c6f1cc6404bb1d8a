package org.tosc.backends.machines.gpu.tile;

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
    boolean areAll = true;
    for (int i = 0; i < size; i++) {
      long distance = 0;
      boolean isInside = true;
      for (int axis = 0; axis < strides.length; axis++) {
        Axis of = axes.get(axis);
        long at = of.offset() + i / strides[axis] % of.extent();
        distance += at * of.stride();
        isInside &= of.bound() < 0 || (at >= 0 && at < of.bound());
      }
      out[i] = base.ints[0] + distance * bytes;
      inside[i] = isInside ? 1 : 0;
      areAll &= isInside;
    }
    Tile pointers = Tile.ofInts(base.type(), shape, out, null);
    return new BlockAccess(pointers, areAll ? null : Tile.ofInts(DType.I1, shape, inside, null));
  }
}
