package org.tosc.rt.builtin;

import static org.tosc.rt.builtin.TensorCalls.row;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Iterate;
import org.tosc.rt.ops.Tensors;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// Shapes of tensors, joining and picking, and matrix algebra. `concat` joins lists and strings
/// too.
final class ShapeGroup {
  private ShapeGroup() {}

  static List<Builtin> rows() {
    return List.of(
        row("transpose(x, perm=nil)", "the axes reversed, or in another order", "transpose", 1)
            .as("permute", "matrix_t", "matrix_transpose", "tensor_transpose")
            .on("tensor"),
        row("reshape(x, shape)", "the same elements in another shape", "reshape", 1)
            .as("tensor_reshape", "matrix_reshape")
            .on("tensor"),
        row("broadcast(x, shape)", "axes of size 1 repeated", "broadcast", 1)
            .as("broadcast_to")
            .on("tensor"),
        Builtin.of(
                "concat(parts..., axis=0)",
                "lists or strings joined; tensors joined along an axis",
                ShapeGroup::concat)
            .on("list", "string", "tensor"),
        Builtin.of(
                "stack(parts..., axis=0)",
                "tensors side by side along a new axis",
                ShapeGroup::stack)
            .on("tensor"),
        Builtin.of(
                "gather(x, indices, axis=0)",
                "the positions of an axis that the indexes name",
                ShapeGroup::gather)
            .on("tensor"),
        Builtin.of(
                "embed(ids, table)",
                "the rows of a table that the ids name",
                (_, a) ->
                    Tensors.apply("embedding", TensorCalls.operand("embed", a[1]), indexes(a[0])))
            .as("embedding"),
        Builtin.of(
            "one_hot(ids, depth, dtype=nil)",
            "a last axis with 1 at each id and 0 elsewhere",
            (_, a) ->
                Tensors.apply(
                    "one_hot",
                    new Object[] {indexes(a[0])},
                    Tensors.attrs(
                        "depth",
                        Args.integer("one_hot", a[1]),
                        "dtype",
                        TensorCalls.dtypeOrNull(a[2])))),
        Builtin.of("dot(a, b)", "the inner product of two vectors", ShapeGroup::dot)
            .as("tensor_dot")
            .on("tensor", "list"),
        row("outer(a, b)", "all products of two vectors", "outer", 2).on("tensor"),
        row("det(a)", "the determinant of a square matrix", "det", 1).as("matrix_det").on("tensor"),
        row("inv(a)", "the inverse of a square matrix", "inv", 1).as("matrix_inv").on("tensor"),
        row("trace(a)", "the sum of the diagonal", "trace", 1).as("matrix_trace").on("tensor"),
        row("solve(a, b)", "the x with a @ x = b", "solve", 2).as("matrix_solve").on("tensor"));
  }

  private static @Nullable Object concat(Session session, @Nullable Object[] a) {
    ListValue parts = Iterate.toList(a[0]);
    if (parts.size() == 1 && parts.get(0) instanceof ListValue list && holdsTensor(list)) {
      parts = list;
    }
    if (holdsTensor(parts)) {
      return joinTensors("concat", parts, a[1]);
    }
    if (parts.size() > 0 && parts.get(0) instanceof Text) {
      return TextGroup.join(parts, Text.EMPTY);
    }
    ListValue joined = new ListValue();
    for (int i = 0; i < parts.size(); i++) {
      joined.addAll(Args.list("concat", parts.get(i)));
    }
    return joined;
  }

  private static boolean holdsTensor(ListValue list) {
    return list.size() > 0 && list.get(0) instanceof Tensor;
  }

  private static @Nullable Object stack(Session session, @Nullable Object[] a) {
    ListValue parts = Iterate.toList(a[0]);
    boolean oneList = parts.size() == 1 && parts.get(0) instanceof ListValue;
    return joinTensors("stack", oneList ? Args.list("stack", parts.get(0)) : parts, a[1]);
  }

  // The older dialect gives the axis as the last argument: `concat(a, b, 0)`.
  private static @Nullable Object joinTensors(String op, ListValue parts, @Nullable Object axis) {
    int last = parts.size() - 1;
    return last > 0 && parts.get(last) instanceof Long number
        ? join(op, parts.slice(0, 1, last), number)
        : join(op, parts, axis);
  }

  private static @Nullable Object join(String op, ListValue parts, @Nullable Object axis) {
    List<@Nullable Object> tensors = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      tensors.add(TensorCalls.operand(op, parts.get(i)));
    }
    return Tensors.apply(op, tensors.toArray(), Tensors.attrs("axis", Args.integer(op, axis)));
  }

  private static @Nullable Object gather(Session session, @Nullable Object[] a) {
    return Tensors.apply(
        "gather",
        new Object[] {TensorCalls.operand("gather", a[0]), indexes(a[1])},
        Tensors.attrs("axis", Args.integer("gather", a[2])));
  }

  // Lists of integers are integer tensors here, not f32 as elsewhere.
  private static @Nullable Object indexes(@Nullable Object value) {
    return value instanceof ListValue
        ? TensorCalls.make(value, DType.I64)
        : TensorCalls.operand("gather", value);
  }

  private static @Nullable Object dot(Session session, @Nullable Object[] a) {
    if (a[0] instanceof Tensor || a[1] instanceof Tensor) {
      return Tensors.apply(
          "dot", TensorCalls.operand("dot", a[0]), TensorCalls.operand("dot", a[1]));
    }
    return VectorGroup.dot(a[0], a[1]);
  }
}
