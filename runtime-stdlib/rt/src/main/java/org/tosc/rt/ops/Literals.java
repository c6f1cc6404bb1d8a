package org.tosc.rt.ops;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.IndexValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.SliceValue;

/// Makes values from their parts.
public final class Literals {
  private Literals() {}

  /// A dict of alternating keys and values.
  public static DictValue dict(@Nullable Object[] entries) {
    DictValue dict = new DictValue();
    for (int i = 0; i < entries.length; i += 2) {
      dict.put(entries[i], entries[i + 1]);
    }
    return dict;
  }

  /// `callee(arguments…)` with the items of a list as arguments.
  public static @Nullable Object apply(@Nullable Object callee, @Nullable Object arguments) {
    return Calls.call(callee, Iterate.toList(arguments).toArray(), new String[0]);
  }

  /// As [#parts(List, Object[])], with the kinds joined by commas.
  public static IndexValue parts(String kinds, @Nullable Object[] values) {
    return parts(kinds.isEmpty() ? List.of() : List.of(kinds.split(",", -1)), values);
  }

  /// The key `[i, a:b:c, …]`: for each kind of part its values.
  public static IndexValue parts(List<String> kinds, @Nullable Object[] values) {
    List<@Nullable Object> parts = new ArrayList<>();
    int next = 0;
    for (String kind : kinds) {
      switch (kind) {
        case "at" -> parts.add(values[next++]);
        case "slice" -> parts.add(new SliceValue(values[next++], values[next++], values[next++]));
        case "rest" -> parts.add(SliceValue.REST);
        default -> throw new IllegalStateException("part " + kind);
      }
    }
    return new IndexValue(parts.toArray());
  }

  public static RangeValue range(long start, long end, long step, boolean inclusive) {
    return new RangeValue(start, end, step, inclusive);
  }

  public static RangeValue range(
      @Nullable Object start, @Nullable Object end, @Nullable Object step, boolean inclusive) {
    return new RangeValue(
        bound(start, "start"),
        bound(end, "end"),
        step == null ? 1 : bound(step, "step"),
        inclusive);
  }

  private static long bound(@Nullable Object value, String what) {
    if (value instanceof Long number) {
      return number;
    }
    throw Errors.type("a range's " + what + " is an int, found " + Kind.withArticle(value));
  }
}
