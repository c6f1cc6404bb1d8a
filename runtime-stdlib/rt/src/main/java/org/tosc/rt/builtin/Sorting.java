package org.tosc.rt.builtin;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Arithmetic;
import org.tosc.rt.ops.Compare;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Truth;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.ListValue;

/// Stable sorting in place, by `<`, by a key, or by a comparison of two elements that gives a
/// number (negative: the first comes first) or a truth value (true: the first comes first).
/// Reversed order keeps equal elements in their original order, as in Python.
final class Sorting {
  private Sorting() {}

  static void sort(ListValue list, @Nullable FunctionValue by, boolean reverse) {
    if (by == null && list.sortNumbers()) {
      if (reverse) {
        list.reverse();
      }
      return;
    }
    try {
      if (by == null) {
        list.sort(reverse ? reversed(Compare::order) : Compare::order);
      } else if (takesTwo(by)) {
        Comparator<@Nullable Object> order = (a, b) -> decide(by, a, b);
        list.sort(reverse ? reversed(order) : order);
      } else {
        sortByKey(list, by, reverse);
      }
    } catch (IllegalArgumentException _) {
      throw Errors.value("sort() was given a comparison that contradicts itself");
    }
  }

  private static Comparator<@Nullable Object> reversed(Comparator<@Nullable Object> order) {
    return (a, b) -> order.compare(b, a);
  }

  private static boolean takesTwo(FunctionValue by) {
    int needed = 0;
    for (int i = 0; i < by.signature().size(); i++) {
      needed += by.signature().isOptional(i) || i == by.signature().rest() ? 0 : 1;
    }
    return needed == 2;
  }

  private static int decide(FunctionValue by, @Nullable Object a, @Nullable Object b) {
    Object answer = by.call2(a, b);
    if (answer instanceof Boolean before) {
      return before ? -1 : Truth.of(by.call2(b, a)) ? 1 : 0;
    }
    if (!Arithmetic.isNumber(answer)) {
      throw Errors.type(
          "sort() expects the comparison to give a number or bool, found "
              + Kind.withArticle(answer));
    }
    return Compare.isLess(answer, 0L) ? -1 : Compare.isGreater(answer, 0L) ? 1 : 0;
  }

  /// An element beside its key.
  private record Keyed(@Nullable Object key, @Nullable Object element) {}

  private static void sortByKey(ListValue list, FunctionValue by, boolean reverse) {
    Keyed[] keyed = new Keyed[list.size()];
    for (int i = 0; i < keyed.length; i++) {
      Object element = list.get(i);
      keyed[i] = new Keyed(by.call1(element), element);
    }
    Comparator<Keyed> order = (a, b) -> Compare.order(a.key, b.key);
    Arrays.sort(keyed, reverse ? (a, b) -> order.compare(b, a) : order);
    list.clear();
    for (Keyed one : keyed) {
      list.add(one.element);
    }
  }
}
