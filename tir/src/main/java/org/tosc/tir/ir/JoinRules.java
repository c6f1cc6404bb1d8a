package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.TypeRule.Mismatch;
import org.tosc.tir.ir.TypeRule.Mismatch.Place;
import org.tosc.tir.ir.TypeRule.Mismatch.Rule;

/// Shape rules of joining, splitting, and picking by index tensors.
final class JoinRules {
  private JoinRules() {}

  /// One after the other along an axis; the other axes agree.
  static Type concat(TensorCall call) throws Mismatch {
    requireSome(call);
    int axis = call.axis("axis", 0);
    List<Dim> out = joined(call, axis);
    out.set(axis, Dims.sum(call.tensors().stream().map(t -> t.shape().get(axis)).toList()));
    return new TensorType(out, element(call));
  }

  /// Side by side along a new axis; all shapes agree.
  static Type stack(TensorCall call) throws Mismatch {
    requireSome(call);
    int axis = call.axisOf(call.attributes().integer("axis", 0), call.x().rank() + 1);
    List<Dim> out = joined(call, -1);
    out.add(axis, Dim.of(call.operands().size()));
    return new TensorType(out, element(call));
  }

  private static void requireSome(TensorCall call) throws Mismatch {
    if (call.operands().isEmpty()) {
      throw call.fault(Rule.COUNT, "needs at least one tensor");
    }
  }

  private static Scalar element(TensorCall call) {
    return call.tensors().stream()
        .map(TensorType::element)
        .map(Promotion::arithmetic)
        .reduce(Promotion::of)
        .orElseThrow();
  }

  /// The common shape; the extent of axis `free` is left open.
  private static List<Dim> joined(TensorCall call, int free) throws Mismatch {
    List<Dim> out = new ArrayList<>(call.x().shape());
    for (int i = 1; i < call.operands().size(); i++) {
      List<Dim> next = call.tensor(i).shape();
      if (next.size() != out.size()) {
        throw call.fault(
            Rule.RANK,
            Stream.of(new Place(0, -1), new Place(i, -1)),
            "needs shapes with equally many axes, found %s and %s",
            call.x().shapeText(),
            call.tensor(i).shapeText());
      }
      for (int axis = 0; axis < out.size(); axis++) {
        @Nullable Dim both =
            axis == free ? out.get(axis) : Dims.agree(out.get(axis), next.get(axis));
        if (both == null) {
          throw call.fault(
              Rule.EXTENT,
              Stream.of(new Place(0, axis), new Place(i, axis)),
              "cannot join shapes %s and %s: axis %d (%s and %s) differs",
              call.x().shapeText(),
              call.tensor(i).shapeText(),
              axis,
              out.get(axis),
              next.get(axis));
        }
        out.set(axis, both);
      }
    }
    return out;
  }

  /// Consecutive parts of an axis.
  static List<Type> split(TensorCall call) throws Mismatch {
    int axis = call.axis("axis", 0);
    List<Long> sizes = partSizes(call, axis);
    long total = 0;
    for (long size : sizes) {
      total = Math.addExact(total, Math.min(LayoutRules.requireSize(call, size), 1L << 48));
    }
    Dim dim = call.x().shape().get(axis);
    if (dim instanceof Dim.Known(long size, Origin _) && size != total) {
      throw call.fault(
          Rule.EXTENT,
          new Place(0, axis),
          "into sizes %s takes %d elements, but axis %d of shape %s has %d",
          sizes,
          total,
          axis,
          call.x().shapeText(),
          size);
    }
    TensorType x = call.x();
    return sizes.stream()
        .<Type>map(size -> new TensorType(Dims.with(x.shape(), axis, Dim.of(size)), call.moved()))
        .toList();
  }

  /// The extents of the parts; one integer asks for so many equal ones.
  static List<Long> partSizes(TensorCall call, int axis) throws Mismatch {
    if (!(call.attributes().get("sizes") instanceof Attribute.Int(long parts))) {
      return call.integers("sizes");
    }
    Dim dim = call.x().shape().get(axis);
    long size = Dims.known(dim);
    if (parts < 1 || size < 0 || size % parts != 0) {
      throw call.fault(
          Rule.EXTENT,
          new Place(0, axis),
          "cannot cut axis %d of shape %s into %d equal parts",
          axis,
          call.x().shapeText(),
          parts);
    }
    return java.util.Collections.nCopies((int) parts, size / parts);
  }

  /// The slices of an axis that an index tensor names; its axes stand in the place of that axis.
  static Type gather(TensorCall call) throws Mismatch {
    call.requireInteger(1, "indexes");
    int axis = call.axis("axis", 0);
    return new TensorType(
        Dims.splice(call.x().shape(), axis, call.tensor(1).shape()), call.moved());
  }

  /// The reverse of `gather`: zeros of extent `size` along the axis, to which the updates are
  /// added.
  static Type scatterAdd(TensorCall call) throws Mismatch {
    call.requireFloat(0);
    call.requireInteger(1, "indexes");
    List<Dim> updates = call.x().shape();
    List<Dim> indexes = call.tensor(1).shape();
    int rank = updates.size() - indexes.size() + 1;
    if (rank < 1) {
      throw call.fault(
          Rule.RANK,
          Stream.of(new Place(0, -1), new Place(1, -1)),
          "needs updates with the axes of the indexes, found shapes %s and %s",
          call.x().shapeText(),
          call.tensor(1).shapeText());
    }
    int axis = call.axisOf(call.attributes().integer("axis", 0), rank);
    for (int i = 0; i < indexes.size(); i++) {
      call.agree(
          0,
          axis + i,
          1,
          i,
          "axis " + (axis + i) + " of the updates and axis " + i + " of the indexes");
    }
    long size = LayoutRules.requireSize(call, call.attributes().integer("size"));
    List<Dim> out = new ArrayList<>(updates.subList(0, axis));
    out.add(Dim.of(size));
    out.addAll(updates.subList(axis + indexes.size(), updates.size()));
    return new TensorType(out, call.moved());
  }

  /// Rows of a table.
  static Type embedding(TensorCall call) throws Mismatch {
    call.requireRank(0, 2, "a table");
    call.requireInteger(1, "ids");
    return new TensorType(
        Dims.splice(call.x().shape(), 0, call.tensor(1).shape()),
        Promotion.arithmetic(call.x().element()));
  }

  /// 1 where the last index equals the operand's element, else 0.
  static Type oneHot(TensorCall call) throws Mismatch {
    call.requireInteger(0, "classes");
    List<Dim> out = new ArrayList<>(call.x().shape());
    out.add(Dim.of(LayoutRules.requireSize(call, call.attributes().integer("depth"))));
    return new TensorType(out, call.dtype("dtype", Scalar.F32));
  }
}
