package org.tosc.rt.tensor;

import java.util.Arrays;

/// Index assignment: replaces elements of a tensor in place.
final class Assignment {
  private Assignment() {}

  static void at(Tensor t, long[] index, Object value) {
    long[] shape = t.shape();
    int from = offset(shape, index);
    long[] rest = Arrays.copyOfRange(shape, index.length, shape.length);
    int[] targets = Strided.positions(rest, Shapes.strides(rest), from);
    assign(t, targets, rest, value);
  }

  static void slice(Tensor t, Slice region, Object value) {
    assign(t, region.positions(t.shape()), region.shape(), value);
  }

  private static int offset(long[] shape, long[] index) {
    if (index.length > shape.length) {
      throw TensorFault.index(index.length + " indexes do not fit shape " + Shapes.text(shape));
    }
    int[] strides = Shapes.strides(shape);
    int at = 0;
    for (int i = 0; i < index.length; i++) {
      at += checkedIndex(index[i], i, shape) * strides[i];
    }
    return at;
  }

  /// An index of an axis, negative ones counted from the end, as 0 to size-1.
  static int checkedIndex(long index, int axis, long[] shape) {
    long size = shape[axis];
    if (index < -size || index >= size) {
      throw TensorFault.index(
          "index "
              + index
              + " is outside axis "
              + axis
              + " of shape "
              + Shapes.text(shape)
              + ", which has "
              + size
              + " elements");
    }
    return (int) (index < 0 ? index + size : index);
  }

  private static void assign(Tensor t, int[] targets, long[] region, Object value) {
    if (!(value instanceof Tensor source)) {
      for (int target : targets) {
        setScalar(t, target, value);
      }
      return;
    }
    int[] strides = Shapes.broadcastStrides("index assignment", source.shape(), region);
    int[] origins = Strided.positions(region, strides, 0);
    Tensor from = source == t ? Raw.copied(t) : source;
    for (int i = 0; i < targets.length; i++) {
      if (from.dtype().isInteger() || from.dtype().isBool()) {
        t.storage().setLong(targets[i], from.getLong(origins[i]));
      } else {
        t.storage().setDouble(targets[i], from.getDouble(origins[i]));
      }
    }
  }

  private static void setScalar(Tensor t, int target, Object value) {
    if (value instanceof Long || value instanceof Integer) {
      t.storage().setLong(target, ((Number) value).longValue());
    } else {
      t.storage().setDouble(target, Tensor.asDouble(value));
    }
  }
}
