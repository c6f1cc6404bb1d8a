package org.tosc.tir.ir;

import java.util.List;
import java.util.stream.Collectors;

/// Addressable memory in a named memory space (`global`, `local`, …) as it is seen: a value of this
/// type is memory, an offset, extents and strides, which Neuro-Lang calls a view.
///
/// Text: `buffer<[M, 8] x f32, global>`, and `buffer<[M, 8] x f32, col, global>` for a layout other
/// than row.
public record BufferType(List<Dim> shape, Scalar element, Layout layout, String space)
    implements Type {
  public BufferType {
    shape = List.copyOf(shape);
  }

  /// With the last axis contiguous.
  public BufferType(List<Dim> shape, Scalar element, String space) {
    this(shape, element, Layout.ROW, space);
  }

  public int rank() {
    return shape.size();
  }

  @Override
  public String toString() {
    String extents = shape.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
    String order = layout == Layout.ROW ? "" : layout + ", ";
    return "buffer<" + extents + " x " + element + ", " + order + space + ">";
  }
}
