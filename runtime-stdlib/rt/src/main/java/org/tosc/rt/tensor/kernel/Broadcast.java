package org.tosc.rt.tensor.kernel;

import org.tosc.rt.tensor.Shapes;

/// A walk over two broadcast operands, axes merged where both lie contiguously, so that the common
/// cases (same shape, tensor and scalar, matrix and row) become one or few long inner rows.
final class Broadcast {
  /// Called once per row with the first positions.
  @FunctionalInterface
  interface Row {
    void at(int left, int right, int out);
  }

  private final long[] shape;
  private int axes;
  private final int[] dims;
  private final int[] left;
  private final int[] right;

  private Broadcast(long[] shape, int[] left, int[] right) {
    this.shape = shape;
    this.dims = new int[shape.length + 1];
    this.left = new int[shape.length + 1];
    this.right = new int[shape.length + 1];
    for (int i = shape.length - 1; i >= 0; i--) {
      push((int) shape[i], left[i], right[i]);
    }
    if (axes == 0) {
      dims[0] = 1;
      axes = 1;
    }
  }

  static Broadcast of(String op, long[] a, long[] b) {
    long[] shape = Shapes.broadcast(op, a, b);
    Shapes.size(shape);
    return new Broadcast(
        shape, Shapes.broadcastStrides(op, a, shape), Shapes.broadcastStrides(op, b, shape));
  }

  /// Adds an outer axis, or lengthens the outermost where both operands go on without a gap.
  private void push(int dim, int leftStep, int rightStep) {
    if (dim == 1) {
      return;
    }
    int last = axes - 1;
    if (axes > 0 && leftStep == left[last] * dims[last] && rightStep == right[last] * dims[last]) {
      dims[last] *= dim;
      return;
    }
    dims[axes] = dim;
    left[axes] = leftStep;
    right[axes] = rightStep;
    axes++;
  }

  long[] shape() {
    return shape;
  }

  int rowLength() {
    return dims[0];
  }

  int leftStep() {
    return left[0];
  }

  int rightStep() {
    return right[0];
  }

  void forEachRow(Row row) {
    int total = Shapes.size(shape);
    if (total == 0) {
      return;
    }
    int[] index = new int[axes];
    int a = 0;
    int b = 0;
    for (int out = 0; out < total; out += dims[0]) {
      row.at(a, b, out);
      for (int axis = 1; axis < axes; axis++) {
        a += left[axis];
        b += right[axis];
        if (++index[axis] < dims[axis]) {
          break;
        }
        index[axis] = 0;
        a -= left[axis] * dims[axis];
        b -= right[axis] * dims[axis];
      }
    }
  }
}
