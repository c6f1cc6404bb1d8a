package org.tosc.rt.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Arithmetic;
import org.tosc.rt.ops.Tensors;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.ListValue;

/// The older dialect's functions on lists of numbers. Given tensors, they are tensor operations.
final class VectorGroup {
  private VectorGroup() {}

  static List<Builtin> rows() {
    return List.of(
        elementwise("vec_add", "add", Arithmetic::add),
        elementwise("vec_sub", "sub", Arithmetic::sub),
        elementwise("vec_mul", "mul", Arithmetic::mul),
        elementwise("vec_div", "div", Arithmetic::div),
        Builtin.of("vec_dot(a, b)", "the sum of the products", (_, a) -> dot(a[0], a[1])),
        Builtin.of(
            "vec_scale(a, k)",
            "every element times k",
            (_, a) -> each(Args.list("vec_scale", a[0]), x -> Arithmetic.mul(x, a[1]))),
        Builtin.of(
            "vec_norm(a)",
            "the Euclidean length",
            (_, a) -> Math.sqrt(Args.number("vec_norm", dot(a[0], a[0])))),
        Builtin.of(
            "vec_reverse(a)",
            "the elements in reverse order",
            (_, a) -> {
              ListValue reversed = Args.list("vec_reverse", a[0]).copy();
              reversed.reverse();
              return reversed;
            }),
        Builtin.of(
            "vec_range(start, end, step=1)",
            "the numbers from start up to, not including, end, as a list",
            (_, a) -> Conversions.range(a).toList()));
  }

  /// An operator on two values.
  @FunctionalInterface
  private interface Operator {
    @Nullable Object of(@Nullable Object a, @Nullable Object b);
  }

  /// A function of one value.
  @FunctionalInterface
  private interface Function {
    @Nullable Object of(@Nullable Object x);
  }

  private static ListValue each(ListValue list, Function f) {
    ListValue result = new ListValue();
    for (int i = 0; i < list.size(); i++) {
      result.add(f.of(list.get(i)));
    }
    return result;
  }

  private static Builtin elementwise(String name, String op, Operator operator) {
    return Builtin.of(
        name + "(a, b)",
        "the two lists combined element by element; a number counts for every element",
        (_, a) -> {
          if (a[0] instanceof Tensor || a[1] instanceof Tensor) {
            return Tensors.apply(op, a[0], a[1]);
          }
          if (Arithmetic.isNumber(a[1])) {
            return each(Args.list(name, a[0]), x -> operator.of(x, a[1]));
          }
          ListValue x = Args.list(name, a[0]);
          ListValue y = Args.list(name, a[1]);
          requireSameLength(name, x, y);
          ListValue result = new ListValue();
          for (int i = 0; i < x.size(); i++) {
            result.add(operator.of(x.get(i), y.get(i)));
          }
          return result;
        });
  }

  private static void requireSameLength(String name, ListValue x, ListValue y) {
    if (x.size() != y.size()) {
      throw Errors.value(
          name + "() expects lists of one length, found " + x.size() + " and " + y.size());
    }
  }

  /// The sum of the products of two lists' elements.
  static @Nullable Object dot(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Tensor || b instanceof Tensor) {
      return Tensors.apply("dot", a, b);
    }
    ListValue x = Args.list("vec_dot", a);
    ListValue y = Args.list("vec_dot", b);
    requireSameLength("vec_dot", x, y);
    Object sum = 0L;
    for (int i = 0; i < x.size(); i++) {
      sum = Arithmetic.add(sum, Arithmetic.mul(x.get(i), y.get(i)));
    }
    return sum;
  }
}
