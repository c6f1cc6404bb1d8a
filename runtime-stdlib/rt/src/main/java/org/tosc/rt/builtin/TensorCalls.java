package org.tosc.rt.builtin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Show;
import org.tosc.rt.ops.TensorIndexing;
import org.tosc.rt.ops.Tensors;
import org.tosc.rt.ops.Truth;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.IndexValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.SliceValue;
import org.tosc.rt.value.Text;

/// How arguments of tensor built-ins become operands and attributes of the engine's operations.
final class TensorCalls {
  private TensorCalls() {}

  /// A row that is one operation: its first `operands` parameters are operands, the others are
  /// attributes of the same names, absent where nil.
  static Builtin row(String call, String doc, String op, int operands) {
    String name = call.substring(0, call.indexOf('('));
    List<String> parameters = Builtin.of(call, doc, (_, _) -> null).signature().parameters();
    return Builtin.of(
        call,
        doc,
        (_, a) -> {
          Object[] tensors = new Object[operands];
          for (int i = 0; i < operands; i++) {
            tensors[i] = operand(name, a[i]);
          }
          Map<String, Object> attrs = new HashMap<>();
          for (int i = operands; i < a.length; i++) {
            Object value = a[i];
            if (value != null) {
              String attr = parameters.get(i);
              attrs.put(attr, attribute(attr, value));
            }
          }
          return Tensors.apply(op, tensors, attrs);
        });
  }

  /// A tensor, number, boolean or nil as it is; a list as a tensor.
  static @Nullable Object operand(String builtin, @Nullable Object value) {
    return switch (value) {
      case Tensor t -> t;
      case Long number -> number;
      case Double number -> number;
      case Boolean b -> b;
      case ListValue list -> make(list, null);
      case null -> null;
      default -> throw Args.wrong(builtin, "a tensor", value);
    };
  }

  private static Object attribute(String name, Object value) {
    if (name.equals("dtype")) {
      return dtype(value);
    }
    return switch (value) {
      case Text text -> text.toString();
      case ListValue list -> Tensors.longs(list, "`" + name + "`");
      default -> value;
    };
  }

  /// A dtype given as such, by its name, or as the conversion function of its name.
  static DType dtype(@Nullable Object value) {
    String name =
        switch (value) {
          case DType dtype -> dtype.text();
          case Text text -> text.toString();
          case FunctionValue function when function.name() != null -> function.name();
          case Long size ->
              throw Errors.type(
                  ("a dtype is such as `f32`, found %1$d; the sizes of a shape are one list, such as"
                          + " `[2, %1$d]`")
                      .formatted(size));
          case null, default ->
              throw Errors.type("a dtype is such as `f32`, found " + Show.text(value));
        };
    try {
      return DType.parse(name);
    } catch (TensorFault fault) {
      throw Tensors.fault(fault);
    }
  }

  static @Nullable DType dtypeOrNull(@Nullable Object value) {
    return value == null ? null : dtype(value);
  }

  /// A tensor of nested lists, a number, or another tensor's elements.
  static Tensor make(@Nullable Object data, @Nullable DType dtype) {
    try {
      return switch (data) {
        case Tensor t -> dtype == null ? t : cast(t, dtype);
        case ListValue list when list.longs() != null || list.doubles() != null ->
            flat(list, dtype);
        case ListValue list -> Tensor.of(TensorIndexing.javaList(list), dtype);
        case Boolean b -> Tensor.scalar(dtype == null ? DType.BOOL : dtype, b);
        case Long number -> Tensor.scalar(dtype == null ? DType.F32 : dtype, number);
        case Double number -> Tensor.scalar(dtype == null ? DType.F32 : dtype, number);
        case null, default -> throw Args.wrong("tensor", "numbers in lists", data);
      };
    } catch (TensorFault fault) {
      throw Tensors.fault(fault);
    }
  }

  private static Tensor flat(ListValue list, @Nullable DType dtype) {
    DType type = dtype == null ? DType.F32 : dtype;
    long[] shape = {list.size()};
    long[] longs = list.longs();
    double[] doubles = list.doubles();
    if (longs != null) {
      return Tensor.ofLongs(type, shape, java.util.Arrays.copyOf(longs, list.size()));
    }
    return doubles == null
        ? Tensor.of(TensorIndexing.javaList(list), dtype)
        : Tensor.ofDoubles(type, shape, java.util.Arrays.copyOf(doubles, list.size()));
  }

  private static Tensor cast(Tensor t, DType dtype) {
    return (Tensor) must(Tensors.apply("cast", new Object[] {t}, Map.of("dtype", dtype)));
  }

  private static Object must(@Nullable Object result) {
    if (result == null) {
      throw new IllegalStateException("a tensor operation gave nothing");
    }
    return result;
  }

  static @Nullable Object reduce(
      String op, Tensor t, @Nullable Object axis, @Nullable Object keepdims) {
    long[] axes = axis == null ? null : Tensors.longs(axis, "`axis`");
    return Tensors.apply(
        op, new Object[] {t}, Tensors.attrs("axis", axes, "keepdims", Truth.of(keepdims)));
  }

  /// `split(t, 3)` into equal parts, `split(t, [2, 4])` into parts of these sizes.
  static @Nullable Object split(Tensor t, @Nullable Object parts, @Nullable Object axis) {
    long at = axis == null ? 0 : Args.integer("split", axis);
    long[] sizes =
        parts instanceof Long count ? equalParts(t, count, at) : Tensors.longs(parts, "`sizes`");
    return Tensors.apply("split", new Object[] {t}, Tensors.attrs("sizes", sizes, "axis", at));
  }

  private static long[] equalParts(Tensor t, long count, long axis) {
    long normal = axis < 0 ? axis + t.rank() : axis;
    if (normal < 0 || normal >= t.rank()) {
      throw Errors.of(
          ErrorKind.SHAPE, "axis " + axis + " is not one of a tensor of " + t.rank() + " axes");
    }
    long extent = t.dim((int) normal);
    if (count < 1 || count > Math.max(1, extent) || extent % count != 0) {
      throw Errors.of(
          ErrorKind.SHAPE,
          "split() cannot cut axis "
              + axis
              + ", which has "
              + extent
              + " elements, into "
              + count
              + " equal parts");
    }
    long[] sizes = new long[(int) count];
    java.util.Arrays.fill(sizes, extent / count);
    return sizes;
  }

  /// `slice(t, [1, 1], [3, 3])`: a bound per leading axis.
  static @Nullable Object slice(
      Tensor t, @Nullable Object starts, @Nullable Object ends, @Nullable Object steps) {
    List<Object> parts = new ArrayList<>();
    int n = Args.list("slice", starts).size();
    for (int i = 0; i < n; i++) {
      parts.add(new SliceValue(at(starts, i), at(ends, i), at(steps, i)));
    }
    return TensorIndexing.get(t, new IndexValue(parts.toArray()));
  }

  private static @Nullable Object at(@Nullable Object list, int i) {
    return list == null ? null : DictGroup.get(list, (long) i, null);
  }
}
