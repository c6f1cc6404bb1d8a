package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.passes.lower.Stage.Access;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Value;

/// The part of a local buffer that one block of rows needs.
///
/// @param strides of its axes: 0 in front of the axis of rows
/// @param axis the axis of rows
/// @param size in elements
record Block(List<Long> strides, int axis, long size) {
  /// Rows of a multiple of a page's half would meet in few lines of a cache.
  private static final long BAD = 128;

  /// A line and a little: rows stay on different lines.
  private static final long MORE = 16;

  static Block of(Value buffer, int axis, long height) {
    List<Long> strides = new ArrayList<>();
    List<Dim> shape = ((BufferType) buffer.type()).shape();
    long stride = 1;
    for (int i = shape.size() - 1; i >= axis; i--) {
      stride = i == axis && stride % BAD == 0 ? stride + MORE : stride;
      strides.addFirst(stride);
      stride *= i == axis ? height : ((Dim.Known) shape.get(i)).size();
    }
    while (strides.size() < shape.size()) {
      strides.addFirst(0L);
    }
    return new Block(strides, axis, stride);
  }

  /// An access to the buffer as one to this part of it, with the dimension of rows cut in two.
  Access access(Access whole, AffineMap map, int row) {
    AffineExpr position = AffineExpr.of(map.dims(), 0);
    for (int i = 0; i < map.rank(); i++) {
      position = position.plus(map.result(i).times(strides.get(i)));
    }
    List<Long> steps = new ArrayList<>(position.coefficients());
    steps.add(row, 0L);
    return new Access(whole.buffer(), steps, position.constant());
  }
}
