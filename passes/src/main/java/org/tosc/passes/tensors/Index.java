package org.tosc.passes.tensors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.SliceAxis;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// An index of constants, as `tensor.slice` takes it: `t[0]`, `t[1:3]`, `t[:, 0:8, ...]`.
///
/// @param axes one for each axis that the index speaks of
/// @param rank the rank of the tensor
record Index(List<Axis> axes, int rank) {
  /// What is taken of an axis; one element alone where `drops`, and the axis goes.
  private record Axis(long start, long end, long step, boolean drops) {
    static final Axis WHOLE = new Axis(SliceAxis.FROM_FIRST, SliceAxis.TO_LAST, 1, false);
  }

  /// The index of `host.get` or `host.slice`; null where it is none, gives a number, or raises.
  static @Nullable Index of(Operation o, TensorType type, Arguments.Known known) {
    List<Value> values = o.operands().subList(1, o.operands().size());
    List<String> kinds = List.of(o.op() == HostOp.SLICE ? "slice" : "at");
    Operation key = known.maker(values.getFirst());
    if (o.op() == HostOp.GET && key != null && key.op() == HostOp.PARTS) {
      values = key.operands();
      kinds = key.attributes().strings("kinds");
    }
    int rest = Collections.frequency(kinds, "rest");
    List<Axis> axes = new ArrayList<>();
    int next = 0;
    for (String kind : kinds) {
      if (kind.equals("rest")) {
        axes.addAll(Collections.nCopies(Math.max(0, type.rank() - kinds.size() + 1), Axis.WHOLE));
        continue;
      }
      int size = kind.equals("slice") ? 3 : 1;
      Axis axis = axis(values.subList(next, next + size), known, type, axes.size());
      if (axis == null) {
        return null;
      }
      axes.add(axis);
      next += size;
    }
    boolean number = axes.size() == type.rank() && axes.stream().allMatch(Axis::drops);
    return rest > 1 || axes.size() > type.rank() || number ? null : new Index(axes, type.rank());
  }

  private static @Nullable Axis axis(
      List<Value> values, Arguments.Known known, TensorType type, int axis) {
    if (axis >= type.rank()) {
      return null;
    }
    if (values.size() == 1) {
      return at(values.getFirst(), known, type.shape().get(axis));
    }
    Long start = bound(values.get(0), known, SliceAxis.FROM_FIRST);
    Long end = bound(values.get(1), known, SliceAxis.TO_LAST);
    Long step = bound(values.get(2), known, 1);
    return start == null || end == null || step == null ? null : new Axis(start, end, step, false);
  }

  /// One position, counted from the front.
  private static @Nullable Axis at(Value value, Arguments.Known known, Dim dim) {
    if (!(constant(value, known) instanceof Attribute.Int(long given))
        || !(dim instanceof Dim.Known(long size, var _))) {
      return null;
    }
    long at = given < 0 ? given + size : given;
    return at < 0 || at >= size ? null : new Axis(at, at + 1, 1, true);
  }

  private static @Nullable Long bound(Value value, Arguments.Known known, long absent) {
    Attribute constant = constant(value, known);
    return constant == Attribute.Nil.NIL
        ? Long.valueOf(absent)
        : constant instanceof Attribute.Int(long number) ? Long.valueOf(number) : null;
  }

  private static @Nullable Attribute constant(Value value, Arguments.Known known) {
    Operation maker = known.maker(value);
    return maker != null && maker.op() == CoreOp.CONST ? maker.attributes().get("value") : null;
  }

  Attributes attributes() {
    return Attributes.of(
        Map.of(
            "starts", Attribute.ints(axes.stream().map(Axis::start).toList()),
            "ends", Attribute.ints(axes.stream().map(Axis::end).toList()),
            "steps", Attribute.ints(axes.stream().map(Axis::step).toList())));
  }

  /// The extents of the slice without the axes that go; null where none goes.
  @Nullable List<Long> shape(TensorType cut) {
    List<Long> shape = new ArrayList<>();
    for (int i = 0; i < cut.rank(); i++) {
      boolean stays = i >= axes.size() || !axes.get(i).drops();
      if (stays && cut.shape().get(i) instanceof Dim.Known(long size, var _)) {
        shape.add(size);
      }
    }
    return shape.size() == cut.rank() ? null : shape;
  }
}
