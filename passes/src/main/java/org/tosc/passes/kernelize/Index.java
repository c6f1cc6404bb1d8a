package org.tosc.passes.kernelize;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.SliceAxis;
import org.tosc.tir.ir.TensorOp;

/// Where in a tensor a point of a nest reads: one affine expression over the nest's dimensions for
/// each axis.
record Index(List<Long> extents, AffineMap map) {
  /// The point itself.
  static Index identity(List<Long> extents) {
    return new Index(extents, AffineMap.identity(extents.size()));
  }

  private Index at(List<AffineExpr> axes) {
    return new Index(extents, new AffineMap(extents.size(), axes));
  }

  private AffineExpr constant(long value) {
    return AffineExpr.of(extents.size(), value);
  }

  /// Where an operand of an element-wise operation is read: aligned at the last axis, extents of 1
  /// repeated.
  Index broadcast(List<Long> operand) {
    int shift = map.rank() - operand.size();
    List<AffineExpr> axes = new ArrayList<>();
    for (int axis = 0; axis < operand.size(); axis++) {
      axes.add(operand.get(axis) == 1 ? constant(0) : map.result(axis + shift));
    }
    return at(axes);
  }

  /// Where the operand of one of [Group#isLayout] is read, or null where that is no affine
  /// function.
  @Nullable Index through(Operation layout) {
    Attributes attributes = layout.attributes();
    List<Long> operand = Words.shape(layout.operand(0));
    TensorOp op = (TensorOp) layout.op();
    if (op == TensorOp.TRANSPOSE) {
      return transposed(attributes, operand.size());
    } else if (op == TensorOp.BROADCAST) {
      return broadcast(operand);
    } else if (op == TensorOp.SLICE) {
      return sliced(attributes, operand);
    } else if (op == TensorOp.SELECT) {
      return selected(attributes, operand);
    } else {
      return reshaped(operand, Words.shape(layout.result()));
    }
  }

  private Index transposed(Attributes attributes, int rank) {
    AffineExpr[] axes = new AffineExpr[rank];
    List<Integer> order = order(attributes, rank);
    for (int i = 0; i < rank; i++) {
      axes[order.get(i)] = map.result(i);
    }
    return at(List.of(axes));
  }

  /// Which axis of its operand each axis of a transpose is.
  static List<Integer> order(Attributes attributes, int rank) {
    List<Long> perm = attributes.has("perm") ? attributes.integers("perm") : List.of();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      order.add(perm.isEmpty() ? rank - 1 - i : Math.floorMod(perm.get(i), rank));
    }
    return order;
  }

  private Index selected(Attributes attributes, List<Long> operand) {
    int axis = Words.axis(attributes, "axis", 0, operand.size());
    long index = attributes.integer("index");
    List<AffineExpr> axes = new ArrayList<>(map.results());
    axes.add(axis, constant(index < 0 ? index + operand.get(axis) : index));
    return at(axes);
  }

  private Index sliced(Attributes attributes, List<Long> operand) {
    List<Long> starts = optional(attributes, "starts");
    List<Long> ends = optional(attributes, "ends");
    List<Long> steps = optional(attributes, "steps");
    List<AffineExpr> axes = new ArrayList<>();
    for (int i = 0; i < operand.size(); i++) {
      SliceAxis cut =
          SliceAxis.of(
              operand.get(i),
              i < starts.size() ? starts.get(i) : SliceAxis.FROM_FIRST,
              i < ends.size() ? ends.get(i) : SliceAxis.TO_LAST,
              i < steps.size() ? steps.get(i) : 1);
      axes.add(map.result(i).times(cut.step()).plus(cut.first()));
    }
    return at(axes);
  }

  private static List<Long> optional(Attributes attributes, String name) {
    return attributes.get(name) instanceof Attribute.Array ? attributes.integers(name) : List.of();
  }

  /// The position in row-major order, taken apart by the operand's axes: each takes the terms that
  /// are multiples of what lies behind it, if the rest stays below that.
  private @Nullable Index reshaped(List<Long> operand, List<Long> result) {
    AffineExpr rest = constant(0);
    long stride = 1;
    for (int axis = result.size() - 1; axis >= 0; axis--) {
      rest = rest.plus(map.result(axis).times(stride));
      stride *= result.get(axis);
    }
    List<AffineExpr> axes = new ArrayList<>();
    for (long size : operand) {
      stride /= size;
      AffineExpr whole = wholes(rest, stride);
      axes.add(whole);
      rest = rest.plus(whole.times(-stride));
      if (!liesBelow(rest, stride)) {
        return null;
      }
    }
    return at(axes);
  }

  private static AffineExpr wholes(AffineExpr position, long stride) {
    AffineExpr whole = AffineExpr.of(position.coefficients().size(), position.constant() / stride);
    for (int dim = 0; dim < position.coefficients().size(); dim++) {
      long times = position.coefficients().get(dim);
      whole = times % stride == 0 ? whole.plus(dim, times / stride) : whole;
    }
    return whole;
  }

  private boolean liesBelow(AffineExpr rest, long end) {
    long[] ends = extents.stream().mapToLong(n -> n).toArray();
    return rest.least(ends) >= 0 && rest.most(ends) < end;
  }
}
