package org.tosc.rt.tensor;

/// Flat positions of strided walks.
public final class Strided {
  private Strided() {}

  /// The positions `base + Σ index[i]·strides[i]` of all indexes of `shape`, in row-major order.
  public static int[] positions(long[] shape, int[] strides, int base) {
    int[] out = new int[Shapes.size(shape)];
    if (out.length == 0) {
      return out;
    }
    out[0] = base;
    int filled = 1;
    // Grows the filled prefix one axis at a time, from the last axis to the first.
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      int block = filled;
      for (int k = 1; k < shape[axis]; k++) {
        int shift = k * strides[axis];
        for (int i = 0; i < block; i++) {
          out[filled + i] = out[i] + shift;
        }
        filled += block;
      }
    }
    return out;
  }
}
