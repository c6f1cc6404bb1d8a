package org.tosc.tir.ir;

import java.util.List;
import java.util.stream.Collectors;

/// A whole tensor as a value: extents (row-major, outermost first) and element type. Rank is always
/// known; a tensor of unknown rank is `any`.
public record TensorType(List<Dim> shape, Scalar element) implements Type {
  public TensorType {
    shape = List.copyOf(shape);
  }

  public static TensorType of(Scalar element, long... sizes) {
    return new TensorType(java.util.Arrays.stream(sizes).mapToObj(Dim::of).toList(), element);
  }

  public int rank() {
    return shape.size();
  }

  public boolean isStatic() {
    return shape.stream().allMatch(d -> d instanceof Dim.Known);
  }

  /// The extents of a static type.
  public long[] extents() {
    return shape.stream().mapToLong(d -> ((Dim.Known) d).size()).toArray();
  }

  /// The shape as the user writes it: `[2, batch, ?]`.
  public String shapeText() {
    return shape.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public String toString() {
    return "tensor<" + shapeText() + " x " + element + ">";
  }
}
