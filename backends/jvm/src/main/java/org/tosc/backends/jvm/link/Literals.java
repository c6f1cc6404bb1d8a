package org.tosc.backends.jvm.link;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

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

  /// The parts as text, joined.
  public static Text concat(@Nullable Object[] parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      text.append(Show.text(part));
    }
    return Text.of(text.toString());
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
