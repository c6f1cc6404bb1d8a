package org.tosc.rt.ops;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.tensor.Tensor;

/// Truth of values: only nil and `false` are falsy. A tensor has the truth of its only element;
/// with more than one it has none, and asking raises `ShapeError`.
public final class Truth {
  private Truth() {}

  public static boolean of(@Nullable Object value) {
    return value instanceof Boolean b ? b : value != null && ofObject(value);
  }

  private static boolean ofObject(Object value) {
    return !(value instanceof Tensor t) || ofTensor(t);
  }

  private static boolean ofTensor(Tensor t) {
    if (t.size() != 1) {
      throw Errors.of(
          ErrorKind.SHAPE,
          "a tensor of "
              + t.size()
              + " elements is neither true nor false; make one answer with `all` or `any`");
    }
    return !t.dtype().isBool() || t.getLong(0) != 0;
  }
}
