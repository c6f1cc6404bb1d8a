package org.tosc.backends.jvm.link;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Calls;
import org.tosc.rt.ops.Iterate;
import org.tosc.rt.ops.Kind;
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

  /// The key `[i, a:b:c, …]`: for each kind of part, joined by commas, its values.
  public static Object parts(String kinds, @Nullable Object[] values) {
    List<@Nullable Object> parts = new ArrayList<>();
    int next = 0;
    for (String kind : kinds.isEmpty() ? new String[0] : kinds.split(",", -1)) {
      switch (kind) {
        case "at" -> parts.add(values[next++]);
        case "slice" -> {
          parts.add(new SliceValue(values[next], values[next + 1], values[next + 2]));
          next += 3;
        }
        default -> parts.add(SliceValue.REST);
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
