package org.tosc.rt.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Arithmetic;
import org.tosc.rt.ops.Iterate;
import org.tosc.rt.ops.Tensors;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.ListValue;

/// One value out of many: sums, extremes, means. Of tensors they are reductions along axes.
public final class AggregateGroup {
  private AggregateGroup() {}

  static List<Builtin> rows() {
    return List.of(
        reduction("sum", "the sum", "reduce_sum", AggregateGroup::sum)
            .as("vec_sum", "tensor_sum")
            .on("list", "range", "tensor"),
        reduction("prod", "the product", "reduce_prod", AggregateGroup::product)
            .as("product", "vec_prod", "tensor_prod")
            .on("list", "range", "tensor"),
        reduction("mean", "the arithmetic mean", "reduce_mean", AggregateGroup::mean)
            .as("average", "vec_mean", "tensor_mean")
            .on("list", "range", "tensor"),
        extreme("min", "the least", false)
            .as("vec_min", "tensor_min")
            .on("list", "range", "tensor"),
        extreme("max", "the greatest", true)
            .as("vec_max", "tensor_max")
            .on("list", "range", "tensor"),
        Builtin.of(
                "median(xs)",
                "the middle number, or the mean of the two in the middle",
                (_, a) -> median(Args.elements("median", a[0])))
            .on("list"),
        Builtin.of(
                "variance(xs)",
                "the mean square distance from the mean",
                (_, a) -> variance(Args.elements("variance", a[0])))
            .on("list"),
        Builtin.of(
                "stddev(xs)",
                "the square root of the variance",
                (_, a) -> Math.sqrt(variance(Args.elements("stddev", a[0]))))
            .on("list"));
  }

  /// A reduction of a list.
  @FunctionalInterface
  private interface Reduction {
    @Nullable Object of(ListValue elements);
  }

  private static Builtin reduction(String name, String doc, String op, Reduction reduction) {
    return Builtin.of(
        name + "(x, axis=nil, keepdims=false)",
        doc + " of the elements; of a tensor along an axis, several, or all",
        (_, a) ->
            a[0] instanceof Tensor t
                ? TensorCalls.reduce(op, t, a[1], a[2])
                : reduction.of(Args.elements(name, a[0])));
  }

  private static Builtin extreme(String name, String doc, boolean greatest) {
    return Builtin.of(
        name + "(values..., key=nil, axis=nil, keepdims=false)",
        doc
            + " of the values, or of one list's elements, by a key; of tensors along an axis, or of"
            + " two element by element",
        (_, a) -> extreme(name, greatest, a));
  }

  private static @Nullable Object extreme(String name, boolean greatest, @Nullable Object[] a) {
    ListValue values = Iterate.toList(a[0]);
    if (values.size() == 1 && values.get(0) instanceof Tensor t) {
      return TensorCalls.reduce("reduce_" + name, t, a[2], a[3]);
    }
    if (hasTensor(values)) {
      Object result = values.get(0);
      for (int i = 1; i < values.size(); i++) {
        result = Tensors.apply(name, result, values.get(i));
      }
      return result;
    }
    FunctionValue key = a[1] == null ? null : Args.function(name, a[1]);
    ListValue candidates = values.size() == 1 ? Args.elements(name, values.get(0)) : values;
    return FunctionalGroup.extreme(name, candidates, key, greatest);
  }

  private static boolean hasTensor(ListValue values) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) instanceof Tensor) {
        return true;
      }
    }
    return false;
  }

  /// The sum of a list, from left to right, starting with the integer 0.
  public static @Nullable Object sum(ListValue list) {
    long[] longs = list.longs();
    if (longs != null) {
      long sum = 0;
      for (int i = 0; i < list.size(); i++) {
        sum = Arithmetic.add(sum, longs[i]);
      }
      return sum;
    }
    double[] doubles = list.doubles();
    if (doubles != null && list.size() > 0) {
      double sum = 0;
      for (int i = 0; i < list.size(); i++) {
        sum += doubles[i];
      }
      return sum;
    }
    Object sum = 0L;
    for (int i = 0; i < list.size(); i++) {
      sum = Arithmetic.add(sum, list.get(i));
    }
    return sum;
  }

  private static @Nullable Object product(ListValue list) {
    Object product = 1L;
    for (int i = 0; i < list.size(); i++) {
      product = Arithmetic.mul(product, list.get(i));
    }
    return product;
  }

  private static @Nullable Object mean(ListValue list) {
    if (list.size() == 0) {
      throw Errors.value("mean() of nothing");
    }
    return Arithmetic.div(sum(list), (long) list.size());
  }

  private static @Nullable Object median(ListValue list) {
    if (list.size() == 0) {
      throw Errors.value("median() of nothing");
    }
    ListValue sorted = list.copy();
    Sorting.sort(sorted, null, false);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : Arithmetic.div(Arithmetic.add(sorted.get(middle - 1), sorted.get(middle)), 2L);
  }

  private static double variance(ListValue list) {
    double mean = Args.number("variance", mean(list));
    double squares = 0;
    for (int i = 0; i < list.size(); i++) {
      double distance = Args.number("variance", list.get(i)) - mean;
      squares += distance * distance;
    }
    return squares / list.size();
  }
}
