package org.tosc.rt.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Access;
import org.tosc.rt.ops.Compare;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Missing;
import org.tosc.rt.value.Text;

/// Lists, and what strings and dicts share with them.
public final class ListGroup {
  private ListGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of("push(xs, x)", "appends an element", (_, a) -> push(a[0], a[1]))
            .as("append")
            .on("list"),
        Builtin.of(
                "pop(xs, index=absent, default=absent)",
                "removes and returns the last element, the one at an index, or that of a key",
                ListGroup::pop)
            .on("list", "dict"),
        Builtin.of("shift(xs)", "removes and returns the first element", (_, a) -> shift(a[0]))
            .on("list"),
        Builtin.of("unshift(xs, x)", "inserts an element at the start", ListGroup::unshift)
            .as("prepend")
            .on("list"),
        Builtin.of("insert(xs, index, x)", "inserts an element before an index", ListGroup::insert)
            .on("list"),
        Builtin.of(
                "remove(xs, index)",
                "removes and returns the element at an index, or the value of a dict's key",
                ListGroup::remove)
            .as("remove_at")
            .on("list", "dict"),
        Builtin.of(
                "remove_value(xs, x)",
                "removes the first equal element and says whether there was one",
                ListGroup::removeValue)
            .on("list"),
        Builtin.of("extend(xs, more)", "appends all elements of another list", ListGroup::extend)
            .as("push_all")
            .on("list"),
        Builtin.of("clear(xs)", "removes all elements or entries", ListGroup::clear)
            .on("list", "dict"),
        Builtin.of("copy(x)", "a new list or dict of the same elements", (_, a) -> copy(a[0]))
            .on("list", "dict"),
        Builtin.of(
                "deep_copy(x)",
                "a new list or dict with copies of the lists and dicts in it",
                (_, a) -> Copies.deep(a[0]))
            .as("deepcopy", "clone")
            .on("list", "dict"),
        Builtin.of("reverse(x)", "a new list or string in reverse order", (_, a) -> reverse(a[0]))
            .as("reversed")
            .on("list", "string", "range"),
        Builtin.of(
                "slice(x, start, end=nil, step=nil)",
                "the part from start up to, not including, end; of a tensor, per axis",
                ListGroup::slice)
            .on("list", "string", "tensor", "range"),
        Builtin.of(
                "contains(x, item)",
                "whether an element, key or part is in x",
                (_, a) -> Compare.in(a[1], a[0]))
            .as("includes")
            .on("list", "string", "range", "dict"),
        Builtin.of(
                "index_of(x, item, start=0)",
                "the position of the first equal element or part, or -1",
                (_, a) -> indexOf(a[0], a[1], Args.integer("index_of", a[2])))
            .as("index")
            .on("list", "string"),
        Builtin.of(
                "last_index_of(x, item)",
                "the position of the last equal element or part, or -1",
                (_, a) -> lastIndexOf(a[0], a[1]))
            .as("rfind")
            .on("list", "string"),
        Builtin.of(
                "count(x, item)",
                "how many elements are equal or fit a function, or how often a part occurs",
                ListGroup::count)
            .on("list", "string"),
        Builtin.of("first(xs)", "the first element", (_, a) -> Access.get(a[0], 0L)).on("list"),
        Builtin.of("last(xs)", "the last element", (_, a) -> Access.get(a[0], -1L)).on("list"),
        Builtin.of("take(xs, n)", "the first n elements, or all", (_, a) -> part(a, "take", true))
            .on("list"),
        Builtin.of(
                "drop(xs, n)", "the elements after the first n", (_, a) -> part(a, "drop", false))
            .on("list"),
        Builtin.of("chunk(xs, n)", "lists of n elements; the last may be shorter", ListGroup::chunk)
            .on("list"),
        Builtin.of("swap(xs, i, j)", "exchanges two elements", ListGroup::swap).on("list"),
        Builtin.of("flatten(xs)", "the elements of all lists within", (_, a) -> flatten(a[0], true))
            .on("list"),
        Builtin.of("flat(xs)", "one level of lists opened", (_, a) -> flatten(a[0], false))
            .on("list"),
        Builtin.of("unique(xs)", "each different element once, in order", (_, a) -> unique(a[0]))
            .as("vec_unique", "distinct")
            .on("list"));
  }

  /// `xs.push(x)`.
  public static @Nullable Object push(@Nullable Object xs, @Nullable Object x) {
    Args.list("push", xs).add(x);
    return null;
  }

  private static @Nullable Object pop(Session session, @Nullable Object[] a) {
    if (a[0] instanceof DictValue dict) {
      if (a[1] == Missing.VALUE) {
        throw Errors.argument("pop() of a dict needs a key");
      }
      Object removed = dict.remove(a[1]);
      if (removed != Missing.VALUE) {
        return removed;
      }
      return a[2] == Missing.VALUE ? Access.get(dict, a[1]) : a[2];
    }
    ListValue list = Args.list("pop", a[0]);
    return a[1] == Missing.VALUE ? list.pop() : list.removeAt(Args.integer("pop", a[1]));
  }

  private static @Nullable Object shift(@Nullable Object xs) {
    ListValue list = Args.list("shift", xs);
    if (list.size() == 0) {
      throw Errors.index("cannot shift from an empty list");
    }
    return list.removeAt(0);
  }

  private static @Nullable Object unshift(Session session, @Nullable Object[] a) {
    Args.list("unshift", a[0]).insert(0, a[1]);
    return null;
  }

  private static @Nullable Object insert(Session session, @Nullable Object[] a) {
    Args.list("insert", a[0]).insert(Args.integer("insert", a[1]), a[2]);
    return null;
  }

  private static @Nullable Object remove(Session session, @Nullable Object[] a) {
    if (a[0] instanceof DictValue dict) {
      Object removed = dict.remove(a[1]);
      return removed == Missing.VALUE ? Access.get(dict, a[1]) : removed;
    }
    return Args.list("remove", a[0]).removeAt(Args.integer("remove", a[1]));
  }

  private static Object removeValue(Session session, @Nullable Object[] a) {
    ListValue list = Args.list("remove_value", a[0]);
    int at = Compare.indexOf(list, a[1]);
    if (at >= 0) {
      list.removeAt(at);
    }
    return at >= 0;
  }

  private static @Nullable Object extend(Session session, @Nullable Object[] a) {
    Args.list("extend", a[0]).addAll(Args.elements("extend", a[1]));
    return null;
  }

  private static @Nullable Object clear(Session session, @Nullable Object[] a) {
    if (a[0] instanceof DictValue dict) {
      dict.clear();
    } else {
      Args.list("clear", a[0]).clear();
    }
    return null;
  }

  private static Object copy(@Nullable Object x) {
    return x instanceof DictValue dict ? dict.copy() : Args.list("copy", x).copy();
  }

  private static Object reverse(@Nullable Object x) {
    if (x instanceof Text text) {
      return TextGroup.reversed(text);
    }
    ListValue elements = Args.elements("reverse", x);
    ListValue reversed = elements == x ? elements.copy() : elements;
    reversed.reverse();
    return reversed;
  }

  private static @Nullable Object slice(Session session, @Nullable Object[] a) {
    return a[0] instanceof Tensor t && a[1] instanceof ListValue
        ? TensorCalls.slice(t, a[1], a[2], a[3])
        : Access.slice(a[0], a[1], a[2], a[3]);
  }

  private static long indexOf(@Nullable Object x, @Nullable Object item, long start) {
    if (x instanceof Text text) {
      return TextGroup.indexOf(text, Args.text("index_of", item), start);
    }
    ListValue list = Args.elements("index_of", x);
    for (long i = Math.max(0, start < 0 ? start + list.size() : start); i < list.size(); i++) {
      if (Compare.same(list.get(i), item)) {
        return i;
      }
    }
    return -1;
  }

  private static long lastIndexOf(@Nullable Object x, @Nullable Object item) {
    if (x instanceof Text text) {
      return TextGroup.lastIndexOf(text, Args.text("last_index_of", item));
    }
    ListValue list = Args.elements("last_index_of", x);
    for (int i = list.size() - 1; i >= 0; i--) {
      if (Compare.same(list.get(i), item)) {
        return i;
      }
    }
    return -1;
  }

  private static Object count(Session session, @Nullable Object[] a) {
    if (a[0] instanceof Text text) {
      return TextGroup.count(text, Args.text("count", a[1]));
    }
    long count = 0;
    ListValue list = Args.elements("count", a[0]);
    Test test = Test.of(a[1]);
    for (int i = 0; i < list.size(); i++) {
      count += test.fits(list.get(i)) ? 1 : 0;
    }
    return count;
  }

  private static Object part(@Nullable Object[] a, String name, boolean front) {
    ListValue list = Args.elements(name, a[0]);
    int n = Math.min(Args.count(name, a[1]), list.size());
    return front ? list.slice(0, 1, n) : list.slice(n, 1, list.size() - n);
  }

  private static Object chunk(Session session, @Nullable Object[] a) {
    ListValue list = Args.elements("chunk", a[0]);
    int n = Args.count("chunk", a[1]);
    if (n == 0) {
      throw Errors.value("chunk() expects a size of at least 1");
    }
    ListValue chunks = new ListValue();
    for (int i = 0; i < list.size(); i += n) {
      chunks.add(list.slice(i, 1, Math.min(n, list.size() - i)));
    }
    return chunks;
  }

  private static @Nullable Object swap(Session session, @Nullable Object[] a) {
    ListValue list = Args.list("swap", a[0]);
    long i = Args.integer("swap", a[1]);
    long j = Args.integer("swap", a[2]);
    Object first = list.get(i);
    list.set(i, list.get(j));
    list.set(j, first);
    return null;
  }

  private static ListValue flatten(@Nullable Object xs, boolean deep) {
    ListValue flat = new ListValue();
    open(Args.elements("flatten", xs), flat, deep, 0);
    return flat;
  }

  private static void open(ListValue list, ListValue flat, boolean deep, int depth) {
    if (depth > Copies.MAX_DEPTH) {
      throw Errors.value("the list is nested too deeply, or contains itself");
    }
    for (int i = 0; i < list.size(); i++) {
      Object element = list.get(i);
      if (!(element instanceof ListValue inner)) {
        flat.add(element);
      } else if (deep) {
        open(inner, flat, true, depth + 1);
      } else {
        flat.addAll(inner);
      }
    }
  }

  private static ListValue unique(@Nullable Object xs) {
    ListValue list = Args.elements("unique", xs);
    ListValue kept = new ListValue();
    ListValue others = new ListValue();
    DictValue seen = new DictValue();
    for (int i = 0; i < list.size(); i++) {
      Object element = list.get(i);
      if (DictValue.isKey(element)) {
        if (!seen.contains(element)) {
          seen.put(element, null);
          kept.add(element);
        }
      } else if (Compare.indexOf(others, element) < 0) {
        others.add(element);
        kept.add(element);
      }
    }
    return kept;
  }

  /// Equality to a value, or what a function says.
  @FunctionalInterface
  interface Test {
    boolean fits(@Nullable Object element);

    static Test of(@Nullable Object item) {
      return item instanceof org.tosc.rt.value.FunctionValue function
          ? element -> org.tosc.rt.ops.Truth.of(function.call1(element))
          : element -> Compare.same(element, item);
    }
  }
}
