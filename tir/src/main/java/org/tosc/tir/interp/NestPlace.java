package org.tosc.tir.interp;

import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;

/// An operand of a nest at the points of its iteration space. Where an element stands is affine in
/// the point, so its map and the strides are put together once.
final class NestPlace {
  private static final long[] NOT_WATCHED = {};

  private final Object operand;
  private final AffineMap map;
  private final Buffers buffers;
  private final long base;
  private final long[] steps;

  NestPlace(Object operand, AffineMap map, Buffers buffers) {
    this.operand = operand;
    this.map = map;
    this.buffers = buffers;
    long[] strides = strides(operand);
    long first = operand instanceof View view ? view.offset() : 0;
    this.steps = new long[map.dims()];
    for (int axis = 0; axis < strides.length; axis++) {
      AffineExpr at = map.result(axis);
      first += at.constant() * strides[axis];
      for (int dim = 0; dim < steps.length; dim++) {
        steps[dim] += at.coefficients().get(dim) * strides[axis];
      }
    }
    this.base = first;
  }

  private static long[] strides(Object operand) {
    return switch (operand) {
      case Tile tile -> tile.strides();
      case View view -> view.strides;
      default -> new long[0];
    };
  }

  Object read(long[] point) {
    return switch (operand) {
      case Tile tile -> tile.elements.get(at(point));
      case View view -> buffers.read(view, at(point), index(point));
      default -> operand;
    };
  }

  void write(long[] point, Object value) {
    switch (operand) {
      case Tile tile -> tile.elements.set(at(point), value);
      case View view -> buffers.write(view, at(point), value, index(point));
      default -> throw new IllegalStateException("an out " + operand);
    }
  }

  private int at(long[] point) {
    long at = base;
    for (int dim = 0; dim < steps.length; dim++) {
      at += steps[dim] * point[dim];
    }
    return (int) at;
  }

  /// The index in the words of the program, which only launches ask for.
  private long[] index(long[] point) {
    return buffers.launch() == null ? NOT_WATCHED : map.at(point);
  }
}
