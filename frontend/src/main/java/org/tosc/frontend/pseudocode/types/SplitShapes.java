package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.source.Span;

/// The operations that give several tensors: `split` and `topk`.
final class SplitShapes {
  private final ShapeCheck shapes;

  SplitShapes(ShapeCheck shapes) {
    this.shapes = shapes;
  }

  Ty type(String name, TensorType type, Map<String, Ty> arguments, Span span) {
    Map<String, Attribute> attributes = new HashMap<>();
    if (arguments.get("axis") instanceof Ty.Int(Long axis) && axis != null) {
      attributes.put("axis", Attribute.of(axis));
    } else if (arguments.containsKey("axis")) {
      return Ty.LIST;
    }
    if (name.equals("topk")) {
      if (!(arguments.get("k") instanceof Ty.Int(Long k)) || k == null) {
        return Ty.LIST;
      }
      attributes.put("k", Attribute.of(k));
      return shapes.apply(
          TensorOp.TOPK, List.of(type), Attributes.of(attributes), List.of(span), span);
    }
    return split(type, arguments.get("sizes"), attributes, span);
  }

  private Ty split(
      TensorType type,
      @org.jspecify.annotations.Nullable Ty parts,
      Map<String, Attribute> attributes,
      Span span) {
    List<Long> sizes = new ArrayList<>();
    if (parts instanceof Ty.ListOf(List<Ty> items) && items != null) {
      for (Ty item : items) {
        if (!(item instanceof Ty.Int(Long size)) || size == null) {
          return Ty.LIST;
        }
        sizes.add(size);
      }
    } else if (parts instanceof Ty.Int(Long count) && count != null && count > 0 && count <= 1024) {
      sizes.addAll(equalParts(type, count, attributes));
    }
    if (sizes.isEmpty()) {
      return Ty.LIST;
    }
    attributes.put("sizes", Attribute.ints(sizes));
    return shapes.apply(
        TensorOp.SPLIT, List.of(type), Attributes.of(attributes), List.of(span), span);
  }

  /// The sizes of `count` equal parts; sizes whose sum is wrong where they do not fit, so that the
  /// rule of the operation says it.
  private static List<Long> equalParts(
      TensorType type, long count, Map<String, Attribute> attributes) {
    long axis = attributes.get("axis") instanceof Attribute.Int(long given) ? given : 0;
    long at = axis < 0 ? axis + type.rank() : axis;
    if (at < 0 || at >= type.rank()) {
      return java.util.Collections.nCopies((int) count, 1L);
    }
    return type.shape().get((int) at) instanceof Dim.Known(long size, _)
        ? java.util.Collections.nCopies((int) count, size / count)
        : List.of();
  }
}
