package org.tosc.rt.tensor;

import java.util.Arrays;

/// Shape arithmetic: sizes without overflow, axes counted from either end, NumPy broadcasting,
/// text.
public final class Shapes {
  /// The most elements one tensor may have: the longest Java array.
  public static final long MAX_SIZE = Integer.MAX_VALUE - 8L;

  private Shapes() {}

  /// The number of elements, which fits in an array.
  public static int size(long[] shape) {
    long size = 1;
    boolean empty = false;
    for (long dim : shape) {
      if (dim < 0) {
        throw TensorFault.shape(
            "a shape has no negative sizes, but " + text(shape) + " has " + dim);
      }
      empty |= dim == 0;
    }
    if (empty) {
      return 0;
    }
    for (long dim : shape) {
      if (dim > MAX_SIZE / size) {
        throw TensorFault.shape(
            "a tensor of shape " + text(shape) + " has more than " + MAX_SIZE + " elements");
      }
      size *= dim;
    }
    return Math.toIntExact(size);
  }

  /// The product of the sizes from axis `from` up to `to`, exclusive.
  public static int span(long[] shape, int from, int to) {
    return size(Arrays.copyOfRange(shape, from, to));
  }

  /// `[2, 3]`.
  public static String text(long[] shape) {
    return Arrays.toString(shape);
  }

  /// An axis of `rank` axes, negative ones counted from the end, as 0 to rank-1.
  public static int axis(String op, long axis, long[] shape) {
    int rank = shape.length;
    if (axis < -rank || axis >= rank) {
      throw TensorFault.shape(
          "`"
              + op
              + "` has no axis "
              + axis
              + " in shape "
              + text(shape)
              + (rank == 0 ? ", which has no axes" : ", whose axes are 0 to " + (rank - 1)));
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /// The row-major strides, in elements.
  public static int[] strides(long[] shape) {
    int[] strides = new int[shape.length];
    int step = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= (int) Math.max(1, shape[i]);
    }
    return strides;
  }

  /// The shape both operands broadcast to by NumPy's rule: aligned at the last axis, equal or 1.
  public static long[] broadcast(String op, long[] a, long[] b) {
    int rank = Math.max(a.length, b.length);
    long[] out = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long x = i <= a.length ? a[a.length - i] : 1;
      long y = i <= b.length ? b[b.length - i] : 1;
      if (x != y && x != 1 && y != 1) {
        throw TensorFault.shape(
            "`"
                + op
                + "` cannot broadcast shapes "
                + text(a)
                + " and "
                + text(b)
                + ": axis "
                + (a.length - i)
                + " of the left ("
                + x
                + ") and axis "
                + (b.length - i)
                + " of the right ("
                + y
                + ") differ and neither is 1");
      }
      out[rank - i] = x == 1 ? y : x;
    }
    return out;
  }

  /// Row-major strides of `shape` seen as `target`: 0 along broadcast axes.
  public static int[] broadcastStrides(String op, long[] shape, long[] target) {
    int shift = target.length - shape.length;
    int[] own = strides(shape);
    int[] out = new int[target.length];
    if (shift < 0) {
      throw noBroadcast(op, shape, target);
    }
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] != target[i + shift] && shape[i] != 1) {
        throw noBroadcast(op, shape, target);
      }
      out[i + shift] = shape[i] == 1 ? 0 : own[i];
    }
    return out;
  }

  private static TensorFault noBroadcast(String op, long[] shape, long[] target) {
    return TensorFault.shape(
        "`" + op + "` cannot broadcast shape " + text(shape) + " to " + text(target));
  }

  /// `shape` with the size of `axis` replaced.
  public static long[] with(long[] shape, int axis, long size) {
    long[] out = shape.clone();
    out[axis] = size;
    return out;
  }

  /// `shape` without the axes from `from` up to `to`, and `inserted` in their place.
  public static long[] splice(long[] shape, int from, int to, long... inserted) {
    long[] out = new long[shape.length - (to - from) + inserted.length];
    System.arraycopy(shape, 0, out, 0, from);
    System.arraycopy(inserted, 0, out, from, inserted.length);
    System.arraycopy(shape, to, out, from + inserted.length, shape.length - to);
    return out;
  }
}
