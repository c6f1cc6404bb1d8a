package org.tosc.driver.fuzz;

import static org.tosc.driver.fuzz.TensorData.ALL;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.tosc.driver.fuzz.TensorData.Range;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.TensorOp;

/// Operands and attributes of operations that move elements.
final class TensorLayouts {
  private final Choices c;
  private final TensorData data;
  private final TensorMaker maker;

  TensorLayouts(Choices c, TensorData data, TensorMaker maker) {
    this.c = c;
    this.data = data;
    this.maker = maker;
  }

  void fill(TensorOp op) {
    if (op == TensorOp.CONCAT || op == TensorOp.STACK) {
      joined(op == TensorOp.CONCAT);
      return;
    }
    maker.one(ALL, Range.ANYTHING, op == TensorOp.SELECT || op == TensorOp.SPLIT ? 1 : 0);
    Tensor x = maker.x();
    switch (op) {
      case TRANSPOSE -> transposed(x);
      case RESHAPE -> reshaped(x);
      case BROADCAST -> broadcast(x);
      case SPLIT -> split(x);
      case SLICE -> sliced(x);
      default -> {
        int axis = c.below(Math.max(1, x.rank()));
        long size = axis < x.rank() ? x.dim(axis) : 1;
        maker.put("axis", axis);
        maker.put("index", c.below((int) (2 * size + 1)) - size);
      }
    }
  }

  private void joined(boolean inLine) {
    long[] shape = data.shape(1, 3);
    int axis = c.below(shape.length);
    DType shared = c.pick(ALL);
    for (int parts = 1 + c.below(3); parts > 0; parts--) {
      long[] part = shape.clone();
      if (inLine) {
        part[axis] = c.below(4);
      }
      maker.add(
          data.tensor(
              c.rarely(3) ? ALL : List.of(shared), Range.ANYTHING, TensorData.limited(part)));
    }
    maker.put("axis", c.coin() ? axis : axis - shape.length);
  }

  private void transposed(Tensor x) {
    if (c.coin()) {
      return;
    }
    List<Long> axes = new ArrayList<>();
    for (long i = 0; i < x.rank(); i++) {
      axes.add(i);
    }
    if (!axes.isEmpty()) {
      Collections.rotate(axes, c.below(axes.size()));
    }
    if (c.coin()) {
      Collections.reverse(axes);
    }
    maker.put("perm", axes.stream().mapToLong(a -> a).toArray());
  }

  private void reshaped(Tensor x) {
    long[] shape = x.shape();
    List<Long> target = new ArrayList<>();
    for (long size : shape) {
      if (size % 2 == 0 && size > 2 && c.coin()) {
        target.add(2L);
        target.add(size / 2);
      } else if (!target.isEmpty() && c.rarely(3)) {
        target.add(target.removeLast() * size);
      } else {
        target.add(size);
      }
    }
    if (c.rarely(3)) {
      target.addFirst(1L);
    }
    if (!target.isEmpty() && c.rarely(3)) {
      target.set(c.below(target.size()), -1L);
    }
    maker.put("shape", target.stream().mapToLong(s -> s).toArray());
  }

  private void broadcast(Tensor x) {
    long[] shape = x.shape();
    for (int i = 0; i < shape.length; i++) {
      shape[i] = shape[i] == 1 ? data.small() : shape[i];
    }
    if (c.coin()) {
      long[] longer = new long[shape.length + 1];
      longer[0] = data.small();
      System.arraycopy(shape, 0, longer, 1, shape.length);
      shape = longer;
    }
    maker.put("shape", shape);
  }

  private void split(Tensor x) {
    int axis = c.below(Math.max(1, x.rank()));
    long size = axis < x.rank() ? x.dim(axis) : 1;
    maker.put("axis", axis);
    List<Long> sizes = new ArrayList<>();
    long left = size;
    while (left > 0 && sizes.size() < 4) {
      long part = c.below((int) left + 1);
      sizes.add(part);
      left -= part;
    }
    sizes.add(left);
    maker.put("sizes", sizes.stream().mapToLong(s -> s).toArray());
  }

  private void sliced(Tensor x) {
    int axes = c.below(x.rank() + 1);
    long[] starts = new long[axes];
    long[] ends = new long[axes];
    long[] steps = new long[axes];
    for (int i = 0; i < axes; i++) {
      int size = (int) x.dim(i);
      starts[i] = (long) c.below(2 * size + 1) - size;
      ends[i] = (long) c.below(2 * size + 1) - size;
      steps[i] = c.pick(List.of(1L, 2L, -1L, 3L, -2L));
    }
    maker.put("starts", starts);
    maker.put("ends", ends);
    if (c.coin() || Arrays.stream(steps).anyMatch(s -> s != 1)) {
      maker.put("steps", steps);
    }
  }
}
