package org.tosc.rt.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Arithmetic;
import org.tosc.rt.ops.Tensors;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Missing;

/// Tensors out of other values. Random ones take their seed from the session.
final class CreationGroup {
  private CreationGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of(
                "tensor(data, shape=nil, dtype=nil)",
                "a tensor of numbers in nested lists",
                CreationGroup::tensor)
            .as("matrix"),
        filled("zeros", 0).as("tensor_zeros"),
        filled("ones", 1).as("tensor_ones"),
        filledMatrix("matrix_zeros", 0),
        filledMatrix("matrix_ones", 1),
        Builtin.of(
                "full(shape, value, dtype=nil)",
                "a tensor of one number",
                (_, a) -> full(shape(a[0]), a[1], a[2]))
            .as("tensor_full"),
        Builtin.of(
                "eye(n, dtype=nil)",
                "the identity matrix",
                (_, a) ->
                    Tensors.apply(
                        "eye",
                        new Object[0],
                        Tensors.attrs("n", Args.integer("eye", a[0]), "dtype", typeOf(a[1]))))
            .as("matrix_eye", "identity"),
        Builtin.of(
                "arange(start, end=absent, step=1, dtype=nil)",
                "the numbers from start (0 if only one is given) up to, not including, end",
                CreationGroup::arange)
            .as("tensor_arange"),
        Builtin.of(
                "rand(shape=nil, dtype=nil)",
                "evenly distributed from 0 to 1: a float, or a tensor of a shape",
                (s, a) -> a[0] == null ? s.random().nextDouble() : random(s, "rand", a[0], a[1]))
            .as("tensor_rand"),
        Builtin.of(
                "randn(shape=nil, dtype=nil)",
                "normally distributed: a float, or a tensor of a shape",
                (s, a) -> a[0] == null ? s.random().nextGaussian() : random(s, "randn", a[0], a[1]))
            .as("tensor_randn"),
        Builtin.of(
            "matrix_rand(rows, columns, dtype=nil)",
            "a matrix of numbers evenly distributed from 0 to 1",
            (s, a) -> random(s, "rand", ListValue.of(a[0], a[1]), a[2])),
        Builtin.of(
            "param(shape, dtype=nil)",
            "a parameter: normally distributed, scaled by one over the square root of the first"
                + " size; a tensor is taken as it is",
            CreationGroup::param),
        Builtin.of(
                "to_list(t)",
                "the elements as nested lists",
                (_, a) ->
                    a[0] instanceof Tensor t ? Tensors.toNestedList(t) : Conversions.toList(a[0]))
            .as("tolist")
            .on("tensor"),
        Builtin.of(
                "item(t)",
                "the only element as a number",
                (_, a) -> a[0] instanceof Tensor t ? Conversions.item(t) : a[0])
            .on("tensor"),
        Builtin.of(
            "grad(f, argument=0)",
            "the derivative of a function of tensors",
            (s, a) -> s.gradients().of(Args.function("grad", a[0]), a[1])),
        Builtin.of(
            "grad_tape()",
            "an empty dict: `grad` needs no tape",
            (_, _) -> new org.tosc.rt.value.DictValue()));
  }

  private static Object tensor(Session session, @Nullable Object[] a) {
    Tensor made = TensorCalls.make(a[0], TensorCalls.dtypeOrNull(a[2]));
    if (a[1] == null) {
      return made;
    }
    Object reshaped =
        Tensors.apply("reshape", new Object[] {made}, Tensors.attrs("shape", shape(a[1])));
    return reshaped == null ? made : reshaped;
  }

  private static long[] shape(@Nullable Object shape) {
    return Tensors.longs(shape instanceof Tensor t ? Tensors.toNestedList(t) : shape, "a shape");
  }

  private static @Nullable DType typeOf(@Nullable Object dtype) {
    return TensorCalls.dtypeOrNull(dtype);
  }

  private static @Nullable Object full(
      long[] shape, @Nullable Object value, @Nullable Object dtype) {
    if (!Arithmetic.isNumber(value) && !(value instanceof Boolean)) {
      throw Args.wrong("full", "a number", value);
    }
    return Tensors.apply(
        "full",
        new Object[0],
        Tensors.attrs("shape", shape, "value", value, "dtype", typeOf(dtype)));
  }

  private static Builtin filled(String name, long value) {
    return Builtin.of(
        name + "(shape, dtype=nil)",
        "a tensor of " + name,
        (_, a) -> full(shape(a[0]), value, a[1]));
  }

  private static Builtin filledMatrix(String name, long value) {
    return Builtin.of(
        name + "(rows, columns, dtype=nil)",
        "a matrix of one number",
        (_, a) -> full(shape(ListValue.of(a[0], a[1])), value, a[2]));
  }

  private static @Nullable Object arange(Session session, @Nullable Object[] a) {
    boolean single = a[1] == Missing.VALUE;
    Object start = single ? (Object) 0L : a[0];
    Object end = single ? a[0] : a[1];
    double step = Args.number("arange", a[2]);
    if (step == 0 || Double.isNaN(step)) {
      throw Errors.value("arange() expects a step that is not 0");
    }
    double span = Args.number("arange", end) - Args.number("arange", start);
    double count = Math.max(0, Math.ceil(span / step));
    ListValue.checkLength((long) count);
    return Tensors.apply(
        "iota",
        new Object[0],
        Tensors.attrs("n", (long) count, "start", start, "step", a[2], "dtype", typeOf(a[3])));
  }

  private static @Nullable Object random(
      Session session, String op, @Nullable Object shape, @Nullable Object dtype) {
    return Tensors.apply(
        op,
        new Object[0],
        Tensors.attrs(
            "shape", shape(shape), "seed", session.random().nextLong(), "dtype", typeOf(dtype)));
  }

  private static @Nullable Object param(Session session, @Nullable Object[] a) {
    if (a[0] instanceof Tensor t) {
      return t;
    }
    long[] shape = shape(a[0]);
    double fanIn = shape.length == 0 ? 1 : Math.max(1, shape[0]);
    return Arithmetic.mul(random(session, "randn", a[0], a[1]), 1 / Math.sqrt(fanIn));
  }
}
