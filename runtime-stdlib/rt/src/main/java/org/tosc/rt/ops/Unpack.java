package org.tosc.rt.ops;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.value.ListValue;

/// Destructuring: `a, b = f()` and list patterns.
public final class Unpack {
  private Unpack() {}

  /// The elements of a sequence of exactly `n`; a ValueError otherwise.
  public static @Nullable Object[] exactly(@Nullable Object value, int n) {
    ListValue list = list(value);
    if (list.size() != n) {
      throw Errors.value("expected " + n + " elements to unpack, found " + list.size());
    }
    return list.toArray();
  }

  /// The elements of a sequence as `n` values, of which the one at `rest` is the list of those that
  /// no other takes; a ValueError if there are too few.
  public static @Nullable Object[] withRest(@Nullable Object value, int n, int rest) {
    ListValue list = list(value);
    int surplus = list.size() - (n - 1);
    if (surplus < 0) {
      throw Errors.value(
          "expected at least " + (n - 1) + " elements to unpack, found " + list.size());
    }
    Object[] all = list.toArray();
    Object[] parts = new Object[n];
    System.arraycopy(all, 0, parts, 0, rest);
    parts[rest] = ListValue.of(Arrays.copyOfRange(all, rest, rest + surplus));
    System.arraycopy(all, rest + surplus, parts, rest + 1, n - 1 - rest);
    return parts;
  }

  private static ListValue list(@Nullable Object value) {
    if (value instanceof ListValue list) {
      return list;
    }
    if (value instanceof org.tosc.rt.value.RangeValue || Tensors.is(value)) {
      return Iterate.toList(value);
    }
    throw Errors.type("only a list can be unpacked, found " + Kind.withArticle(value));
  }
}
