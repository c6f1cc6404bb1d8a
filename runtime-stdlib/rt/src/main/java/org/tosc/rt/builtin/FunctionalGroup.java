package org.tosc.rt.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Compare;
import org.tosc.rt.ops.Iterate;
import org.tosc.rt.ops.Tensors;
import org.tosc.rt.ops.Truth;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Missing;
import org.tosc.rt.value.Text;

/// Functions that take functions, over whatever `for` goes over.
final class FunctionalGroup {
  private static final String[] ON = {"list", "range", "string"};

  private FunctionalGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of("map(xs, f)", "f of every element, as a list", FunctionalGroup::map).on(ON),
        Builtin.of(
                "filter(xs, f)",
                "the elements for which f holds, as a list",
                FunctionalGroup::filter)
            .on(ON),
        Builtin.of(
                "reduce(xs, f, initial=absent)",
                "f(…f(f(initial, x1), x2)…, xn); without an initial value it starts with x1",
                FunctionalGroup::reduce)
            .as("fold")
            .on(ON),
        Builtin.of("each(xs, f)", "calls f with every element", FunctionalGroup::each)
            .as("for_each", "foreach")
            .on(ON),
        Builtin.of(
                "find(x, item, start=0)",
                "the first element for which a function holds, or nil; the position of the first"
                    + " occurrence in a string, or -1",
                FunctionalGroup::find)
            .on(ON),
        Builtin.of(
                "find_index(xs, f)",
                "the position of the first element for which f holds, or -1",
                (_, a) -> findIndex(a[0], Args.function("find_index", a[1])))
            .on(ON),
        quantifier("any", "whether any element holds, or fits f", false)
            .as("some", "tensor_any")
            .on("list", "range", "string", "tensor"),
        quantifier("all", "whether all elements hold, or fit f", true)
            .as("every", "tensor_all")
            .on("list", "range", "string", "tensor"),
        Builtin.of(
                "sort(xs, key=nil, reverse=false, axis=nil)",
                "a new sorted list; key is a function of one element, or a comparison of two",
                FunctionalGroup::sort)
            .as("sorted", "vec_sort", "sort_by")
            .on("list", "range", "string", "tensor"),
        Builtin.of("zip(lists...)", "lists of the first, second, … elements", FunctionalGroup::zip)
            .as("vec_zip")
            .on("list"),
        Builtin.of(
                "enumerate(xs, start=0)",
                "[position, element] for every element",
                FunctionalGroup::enumerate)
            .on(ON),
        Builtin.of(
                "flat_map(xs, f)", "the elements of f of every element", FunctionalGroup::flatMap)
            .on(ON),
        Builtin.of(
                "group_by(xs, f)",
                "a dict from f of an element to the list of such elements",
                FunctionalGroup::groupBy)
            .on(ON),
        Builtin.of(
            "compose(f, g)",
            "the function x => f(g(x))",
            (_, a) -> {
              FunctionValue f = Args.function("compose", a[0]);
              FunctionValue g = Args.function("compose", a[1]);
              return FunctionValue.of(null, "x", x -> f.call1(g.call1(x[0])));
            }));
  }

  private static Object map(Session session, @Nullable Object[] a) {
    FunctionValue f = Args.function("map", a[1]);
    ListValue mapped = new ListValue();
    if (a[0] instanceof ListValue list) {
      for (int i = 0; i < list.size(); i++) {
        mapped.add(f.call1(list.get(i)));
      }
      return mapped;
    }
    for (var i = Iterate.of(a[0]); i.hasNext(); ) {
      mapped.add(f.call1(i.next()));
    }
    return mapped;
  }

  private static Object filter(Session session, @Nullable Object[] a) {
    FunctionValue f = Args.function("filter", a[1]);
    ListValue kept = new ListValue();
    for (var i = Iterate.of(a[0]); i.hasNext(); ) {
      Object element = i.next();
      if (Truth.of(f.call1(element))) {
        kept.add(element);
      }
    }
    return kept;
  }

  private static @Nullable Object reduce(Session session, @Nullable Object[] a) {
    FunctionValue f = Args.function("reduce", a[1]);
    var i = Iterate.of(a[0]);
    Object value = a[2];
    if (value == Missing.VALUE) {
      if (!i.hasNext()) {
        throw Errors.value("reduce() of nothing needs an initial value");
      }
      value = i.next();
    }
    while (i.hasNext()) {
      value = f.call2(value, i.next());
    }
    return value;
  }

  private static @Nullable Object each(Session session, @Nullable Object[] a) {
    FunctionValue f = Args.function("each", a[1]);
    for (var i = Iterate.of(a[0]); i.hasNext(); ) {
      f.call1(i.next());
    }
    return null;
  }

  private static @Nullable Object find(Session session, @Nullable Object[] a) {
    if (a[0] instanceof Text text && a[1] instanceof Text part) {
      return TextGroup.indexOf(text, part, Args.integer("find", a[2]));
    }
    ListValue list = Args.elements("find", a[0]);
    FunctionValue f = Args.function("find", a[1]);
    long at = findIndex(list, f);
    return at < 0 ? null : list.get(at);
  }

  private static long findIndex(@Nullable Object xs, FunctionValue f) {
    long at = 0;
    for (var i = Iterate.of(xs); i.hasNext(); at++) {
      if (Truth.of(f.call1(i.next()))) {
        return at;
      }
    }
    return -1;
  }

  private static Builtin quantifier(String name, String doc, boolean all) {
    return Builtin.of(
        name + "(x, f=nil, axis=nil, keepdims=false)",
        doc,
        (_, a) -> {
          if (a[0] instanceof Tensor t) {
            return TensorCalls.reduce("reduce_" + name, t, a[2], a[3]);
          }
          FunctionValue f = a[1] == null ? null : Args.function(name, a[1]);
          for (var i = Iterate.of(a[0]); i.hasNext(); ) {
            Object element = i.next();
            if (Truth.of(f == null ? element : f.call1(element)) != all) {
              return !all;
            }
          }
          return all;
        });
  }

  private static @Nullable Object sort(Session session, @Nullable Object[] a) {
    boolean reverse = Truth.of(a[2]);
    if (a[0] instanceof Tensor t) {
      return Tensors.apply(
          "sort", new Object[] {t}, Tensors.attrs("axis", a[3], "descending", reverse));
    }
    ListValue elements = Args.elements("sort", a[0]);
    ListValue sorted = elements == a[0] ? elements.copy() : elements;
    Sorting.sort(sorted, a[1] == null ? null : Args.function("sort", a[1]), reverse);
    return sorted;
  }

  private static Object zip(Session session, @Nullable Object[] a) {
    ListValue sources = Iterate.toList(a[0]);
    ListValue zipped = new ListValue();
    ListValue[] lists = new ListValue[sources.size()];
    int n = lists.length == 0 ? 0 : Integer.MAX_VALUE;
    for (int i = 0; i < lists.length; i++) {
      lists[i] = Args.elements("zip", sources.get(i));
      n = Math.min(n, lists[i].size());
    }
    for (int i = 0; i < n; i++) {
      ListValue row = new ListValue();
      for (ListValue list : lists) {
        row.add(list.get(i));
      }
      zipped.add(row);
    }
    return zipped;
  }

  private static Object enumerate(Session session, @Nullable Object[] a) {
    long number = Args.integer("enumerate", a[1]);
    ListValue pairs = new ListValue();
    for (var i = Iterate.of(a[0]); i.hasNext(); ) {
      pairs.add(ListValue.of(number, i.next()));
      number++;
    }
    return pairs;
  }

  private static Object flatMap(Session session, @Nullable Object[] a) {
    FunctionValue f = Args.function("flat_map", a[1]);
    ListValue flat = new ListValue();
    for (var i = Iterate.of(a[0]); i.hasNext(); ) {
      flat.addAll(Args.elements("flat_map", f.call1(i.next())));
    }
    return flat;
  }

  private static Object groupBy(Session session, @Nullable Object[] a) {
    FunctionValue f = Args.function("group_by", a[1]);
    DictValue groups = new DictValue();
    for (var i = Iterate.of(a[0]); i.hasNext(); ) {
      Object element = i.next();
      Object key = f.call1(element);
      if (groups.getOr(key, null) instanceof ListValue group) {
        group.add(element);
      } else {
        groups.put(key, ListValue.of(element));
      }
    }
    return groups;
  }

  /// The least or greatest of some values by a key; the first of equals.
  static @Nullable Object extreme(
      String name, ListValue values, @Nullable FunctionValue key, boolean greatest) {
    if (values.size() == 0) {
      throw Errors.value(name + "() of nothing");
    }
    Object best = values.get(0);
    Object bestKey = key == null ? best : key.call1(best);
    for (int i = 1; i < values.size(); i++) {
      Object value = values.get(i);
      Object candidate = key == null ? value : key.call1(value);
      if (greatest ? Compare.isGreater(candidate, bestKey) : Compare.isLess(candidate, bestKey)) {
        best = value;
        bestKey = candidate;
      }
    }
    return best;
  }
}
